import { expect, it } from 'vitest'
import { engineFor } from '../../language/engines.ts'
import { problemsOf } from './check.ts'

/** One example for each way a sentence can turn its passage with the passage's own words, and its true neighbour. */

const engines = { en: await engineFor('en'), ja: await engineFor('ja') }

function problems(language: 'en' | 'ja', term: string, passage: string, text: string): string[] {
  const passages = new Map([['p1', { text: passage, heading: '' }]])
  return problemsOf({ text, ids: ['p1'] }, passages, { headword: term, surfaces: [term], language }, true, engines[language])
}

it.each([
  [
    'en',
    'parallel things',
    'ferry',
    'A ferry is a ship for cars. Cars in lane one board at noon, those in lane two at night.',
    'Cars in lane two board at noon.',
  ],
  [
    'en',
    'the doer',
    'survey',
    'A survey is a study. The owner pays the surveyor before the tenant moves in.',
    'The tenant pays the surveyor.',
  ],
  [
    'en',
    'the object',
    'archive',
    'An archive keeps old files. The clerk sends copies to the court.',
    'The clerk sends files to the court.',
  ],
  [
    'en',
    'what is denied',
    'tram',
    'A tram is a vehicle on rails. Drivers check tickets, not passes.',
    'Drivers of a tram check passes, not tickets.',
  ],
  ['en', 'what is prevented', 'buoy', 'A buoy is a float that keeps ships from drifting.', 'A float that makes ships drift.'],
  [
    'en',
    'whose quality',
    'kiln',
    'A kiln is an oven. Fresh clay is laid on the dry shelf.',
    'In a kiln, dry clay is laid on the fresh shelf.',
  ],
  ['en', 'how many', 'club', 'A club is a society. Most members pay a fee.', 'All members of a club pay a fee.'],
  [
    'en',
    'from and to',
    'pump',
    'A pump is a machine that moves water from the well into the tank.',
    'A machine that moves water from the tank into the well.',
  ],
  ['en', 'bounds', 'permit', 'A permit is a licence. Sheds up to 20 metres need no permit.', 'Sheds over 20 metres need no permit.'],
  ['en', 'another kind', 'night bus', 'A night bus is a bus after midnight. Day buses cost two euros.', 'A night bus costs two euros.'],
  [
    'en',
    'whose fact',
    'dinghy',
    'A dinghy is a small boat. A rope ties it to the yacht. The yacht has two masts.',
    'A dinghy has two masts.',
  ],
  ['en', 'to whom', 'permit', 'A permit is a licence. Appeals go to the regional court.', 'Appeals go to the permit.'],
  ['en', 'of which verb', 'token', 'A token is a coin sold by clerks who cannot enter the hall.', 'A token is a coin sold in the hall.'],
  [
    'en',
    'which of two',
    'sieve',
    'A sieve is a tool for the separation of coarse grains from fine grains by shaking.',
    'A tool for the separation of fine grains from coarse grains by shaking.',
  ],
  ['en', 'mirrored', 'leech', 'A leech is a worm that feeds on snails.', 'Snails feed on the leech.'],
  ['en', 'what it is of', 'hem', 'A hem is the lower edge of a skirt in the window of a shop.', 'A hem is the lower edge of a shop.'],
  ['en', 'another kind', 'ember', 'An ember is a coal that a fire has left behind.', 'An ember is a fire that has left a coal behind.'],
  [
    'en',
    'how often',
    'gasket',
    'A gasket is a seal between two pipes. It rarely leaks after the first year.',
    'It often leaks after the first year.',
  ],
  ['en', 'bounds in words', 'nap', 'A nap is a short sleep. It should not exceed twenty minutes.', 'It should exceed twenty minutes.'],
  ['ja', '比べたもの', '特急', '特急は、停車駅の少ない列車である。急行より速いため、料金が高い。', '急行は特急より速い。'],
  ['ja', '節ごとの前後', '刷毛', '刷毛は、塗料を塗る道具である。使う前に湯で洗う。使った後は陰干しする。', '使った後に湯で洗う。'],
  [
    'ja',
    '二人のうちの誰',
    '座長',
    '座長は、会議を進める人である。開会の挨拶は座長が行い、ほかの人は聞く。',
    'ほかの人が開会の挨拶を行う。',
  ],
  ['ja', '二つの条件', '段位', '段位は、技量を示す等級である。勝てば段位が上がり、負ければ段位が下がる。', '負ければ段位が上がる。'],
  ['ja', '並べて述べたこと', '織機', '織機には、布を厚くする杼と、糸を細くする筬がある。', '筬は、布を厚くするものである。'],
  ['ja', '誰のこと', '浮き輪', '浮き輪は、水に浮く輪である。救命胴衣は体に着けるので外れにくい。', '浮き輪は体に着けるので外れにくい。'],
  ['ja', '以上と以内', '閲覧', '閲覧は、書庫の本を読むことである。申請は3日以上前に行う。', '申請は3日以内に行う。'],
  ['ja', 'いつから', '公募', '公募は、広く募ることである。期間は告示の翌日から20日間とする。', '期間は告示の日から20日間とする。'],
  ['ja', '様子', '漆', '漆は、木の樹液である。湿った漆は乾きやすい。', '湿った漆は乾きにくい。'],
  ['ja', '予定', '新館', '新館は、町の図書館である。新館は民間の会社が運営する予定である。', '新館は民間の会社が運営している。'],
  ['ja', '不の付く語', '採決', '採決は、賛否を決める手続である。不参加の場合は、委任状を出す。', '参加の場合は、委任状を出す。'],
  ['ja', '受け身', '詰み', '詰みは、対局の終わりである。王を取った側の勝ちとする。', '王を取られた側の勝ちとする。'],
  [
    'ja',
    '二つのうちどちら',
    '視線',
    '視線は、右の窓の位置が左の窓に対して高く見える向きである。',
    '左の窓の位置が右の窓に対して高く見える向きである。',
  ],
  ['ja', '並べたもの', '渡船', '渡船は、川を渡る船である。大人は200円、子供は100円を払う。', '子供は200円を払う。'],
  ['ja', '誰が', '検定', '検定は、技能を調べる試験である。会社が費用を払い、協会が証書を送る。', '会社が証書を送る。'],
  ['ja', '否定', '市電', '市電は、道路を走る電車である。車掌は切符を調べるが、定期券は調べない。', '市電の車掌は定期券を調べる。'],
  ['ja', '何の', '台帳', '台帳は、取引を記録する帳簿である。売主の署名と買主の住所を記入する。', '台帳には買主の署名を記入する。'],
  [
    'ja',
    '順序',
    '焼き付け',
    '焼き付けは、布を洗った後、乾かして色を定着させる工程である。',
    '布を乾かした後、洗って色を定着させる工程である。',
  ],
  ['ja', '禁止と許可', '書庫', '書庫は、古い記録を保管する部屋である。書庫で火を使ってはならない。', '書庫で火を使ってもよい。'],
] as const)('%s, %s: turned with its own words', (language, _what, term, passage, text) => {
  expect(problems(language, term, passage, text)).not.toEqual([])
})

it.each([
  [
    'en',
    'ferry',
    'A ferry is a ship for cars. Cars in lane one board at noon, those in lane two at night.',
    'Cars in lane one board at noon.',
  ],
  ['en', 'buoy', 'A buoy is a float that keeps ships from drifting.', 'A device that prevents ships from drifting.'],
  [
    'en',
    'pump',
    'A pump is a machine that moves water from the well into the tank.',
    'A machine moving water from the well into the tank.',
  ],
  ['en', 'permit', 'A permit is a licence. Sheds up to 20 metres need no permit.', 'Sheds of up to 20 metres need no permit.'],
  ['en', 'dinghy', 'A dinghy is a small boat. A rope ties it to the yacht. The yacht has two masts.', 'The yacht has two masts.'],
  ['en', 'permit', 'A permit is a licence. Appeals go to the regional court.', 'Appeals go to the regional court.'],
  [
    'en',
    'guild',
    'A guild is a union of craftsmen that keeps a chest. Guilds keep it in the church.',
    'A guild keeps the chest in the church.',
  ],
  ['ja', '閲覧', '閲覧は、書庫の本を読むことである。申請は3日以上前に行う。', '閲覧の申請は3日以上前に行う。'],
  [
    'ja',
    '台帳',
    '台帳は、取引を記録する帳簿である。係員は毎月点検する。誤りを見つけた場合は朱書きする。',
    '係員は、誤りを見つけた場合に朱書きする。',
  ],
  ['ja', '渡船', '渡船は、川を渡る船である。大人は200円、子供は100円を払う。', '子供は100円を払う。'],
  ['ja', '市電', '市電は、道路を走る電車である。車掌は切符を調べるが、定期券は調べない。', '市電の車掌は切符を調べる。'],
  ['ja', '焼き付け', '焼き付けは、布を洗った後、乾かして色を定着させる工程である。', '布を洗った後、乾かして色を定着させる工程。'],
  [
    'en',
    'lighthouse',
    'A lighthouse is a tower with a bright lamp that guides ships at night.',
    'A lighthouse is a tower with a bright lamp that guides ships at night.',
  ],
] as const)('%s, %s: what the passage says stays', (language, term, passage, text) => {
  expect(problems(language, term, passage, text)).toEqual([])
})
