import type { Category } from '../../src-main/contract/results.ts'
import type { GroupFeatures } from './features.ts'
import { isFirstName, isPlaceName, isPlaceNoun, ORGANIZATION_HEAD, PERSON_TITLE, WORK_HEAD } from './lists-entities.ts'
import type { Group } from './variants.ts'

/**
 * Whether a group names one person, place, organization or work rather than a kind of thing. By part of speech and the name's own words;
 * product and project names (`OpenTelemetry`) have no such cue and stay terms: glossaries list them.
 */
export function categoryOf(group: Group, features: GroupFeatures): Category {
  const surface = [...group.members[0]!.surfaces].sort((a, b) => b.count - a.count || (a.surface < b.surface ? -1 : 1))[0]?.surface ?? ''
  const shapes = group.members[0]!.shape
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(surface)) return japaneseCategory(surface, shapes)
  const words = surface.split(/\s+/u)
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length
  if (capitals < words.length * 0.6 || features.proper + features.heading === 0)
    return isPlaceName(surface.toLowerCase()) && capitals > 0 ? 'place' : 'term'
  return namedCategory(surface, words, features)
}

function namedCategory(surface: string, words: readonly string[], features: GroupFeatures): Category {
  const lower = words.map((word) => word.toLowerCase().replace(/[.,]$/u, ''))
  const last = lower.at(-1)!
  if (isPlaceName(surface.toLowerCase())) return 'place'
  if (lower.some((word) => ORGANIZATION_HEAD.has(word))) return 'organization'
  if (WORK_HEAD.has(last) && words.length > 1) return 'title'
  if (words.length > 1 && isPlaceNoun(last)) return 'place'
  if (PERSON_TITLE.has(lower[0]!)) return 'person'
  if (words.length >= 2 && words.length <= 4 && isFirstName(lower[0]!) && features.proper > 0) return 'person'
  if (words.length === 1 && isFirstName(last)) return 'person'
  if (/^(?:\p{Lu}\. ?){1,3}\p{Lu}\p{Ll}/u.test(surface) && words.length <= 4) return 'person'
  return 'term'
}

function japaneseCategory(surface: string, shapes: string): Category {
  if (/(?:株式会社|有限会社|財団法人|社団法人|協会|学会|委員会|大学|銀行|省|庁)$/u.test(surface) && surface.length > 3)
    return 'organization'
  if (/(?:都|道|府|県|市|区|町|村|島|川|山)$/u.test(surface) && /^P/u.test(shapes)) return 'place'
  if (/(?:さん|氏|先生|博士|教授)$/u.test(surface)) return 'person'
  return 'term'
}
