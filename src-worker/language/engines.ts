import type { Language } from '../../src-main/contract/blocks.ts'
import type { LanguageEngine } from './types.ts'

const engines = new Map<string, Promise<LanguageEngine>>()

/**
 * The analyser of a language, loaded when first asked for and shared by everything in this process: a Japanese folder never loads the English
 * model, nor the other way round.
 * @param tag BCP 47 tag; says which rules `other` uses
 * @throws AppError INTERNAL when a dictionary can't be read
 */
export function engineFor(language: Language, tag = language === 'other' ? 'und' : language): Promise<LanguageEngine> {
  const key = language === 'other' ? `other:${tag}` : language
  let engine = engines.get(key)
  if (!engine) {
    engine = load(language, tag)
    engines.set(key, engine)
    engine.catch(() => engines.delete(key))
  }
  return engine
}

async function load(language: Language, tag: string): Promise<LanguageEngine> {
  switch (language) {
    case 'ja':
      return await (await import('./ja/engine.ts')).createJapaneseEngine()
    case 'en':
      return (await import('./en/engine.ts')).createEnglishEngine()
    case 'other':
      return new (await import('./other/engine.ts')).SegmenterEngine(tag)
  }
}
