import { describe, expect, it } from 'vitest'
import { soundsLike } from './transliteration.ts'

describe('soundsLike', () => {
  it.each([
    ['アンカーピア', 'Anchor Peer'],
    ['コレクター', 'collector'],
    ['レシーバー', 'Receiver'],
    ['テレメトリー', 'telemetry'],
    ['オブザーバビリティ', 'observability'],
    ['エンドース', 'endorse'],
    ['チャネル', 'channel'],
    ['バリデーション', 'validation'],
    ['Kubernetesクラスターレシーバー', 'Kubernetes Cluster Receiver'],
    ['ログアペンダー', 'Log Appender'],
  ])('%s = %s', (kana, latin) => {
    expect(soundsLike(kana, latin)).toBe(true)
    expect(soundsLike(latin, kana)).toBe(true)
  })

  it.each([
    ['バックエンド', 'Zipkin'],
    ['サービス', 'FastAPI'],
    ['アーティファクト', 'MetricExporter'],
    ['ネイティブ', 'base2'],
    ['メビバイト', '128Mi'],
    ['プロパティ', 'schema'],
    ['属性', 'attribute'],
  ])('%s is not %s', (kana, latin) => expect(soundsLike(kana, latin)).toBe(false))
})
