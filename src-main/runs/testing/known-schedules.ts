/** Schedules that once broke an invariant, shortest form, with what they broke: run before every random search. */
export const KNOWN_SCHEDULES: readonly (readonly [name: string, schedule: readonly number[]])[] = []
