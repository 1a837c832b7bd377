/** Names and cue words that tell persons, places, organizations and works apart (our own short lists of well-known facts). */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u))
const lines = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .trim()
      .split(/\s*[,\n]\s*/u)
      .filter(Boolean),
  )

export const ORGANIZATION_HEAD = words(`
inc ltd llc corp corporation gmbh ag plc university universität college institute institut institution commission committee council ministry
agency association federation foundation society bank parliament court union nations academy laboratory laboratories consortium organization
organisation bureau museum hospital league assembly senate congress
`)

export const WORK_HEAD = words(`act treaty magazine charter constitution cup olympics`)
export const PERSON_TITLE = words(
  `mr mrs ms dr prof professor sir lord lady king queen prince princess president minister judge captain saint st`,
)

const PLACES = lines(`
afghanistan, africa, albania, algeria, america, amsterdam, angola, ankara, antarctica, argentina, armenia, asia, athens, atlanta, australia, austria,
azerbaijan, bangladesh, barcelona, beijing, belarus, belgium, berlin, bolivia, bosnia, boston, brazil, brussels, budapest, bulgaria, california,
cambodia, cameroon, canada, cape town, chicago, chile, china, colombia, cologne, copenhagen, costa rica, croatia, cuba, cyprus, czech republic,
dallas, delhi, denmark, dublin, ecuador, egypt, england, estonia, ethiopia, europe, finland, florence, florida, france, frankfurt, geneva, georgia,
germany, ghana, great britain, greece, greenland, guatemala, hamburg, hawaii, helsinki, hong kong, houston, hungary, iceland, india, indonesia, iran,
iraq, ireland, israel, istanbul, italy, jamaica, japan, jerusalem, jordan, kazakhstan, kenya, korea, kuwait, kyoto, latvia, lebanon, libya,
lisbon, lithuania, liverpool, london, los angeles, luxembourg, macedonia, madrid, malaysia, malta, manchester, melbourne, mexico, miami, milan,
moldova, monaco, mongolia, montreal, morocco, moscow, mumbai, munich, naples, nepal, netherlands, new york, new zealand, nigeria, north america,
northern ireland, norway, osaka, oslo, pakistan, panama, paris, peru, philadelphia, philippines, poland, portugal, prague, qatar, quebec, riga,
romania, rome, russia, san francisco, saudi arabia, scandinavia, scotland, seattle, serbia, shanghai, siberia, sicily, singapore, slovakia, slovenia,
south africa, south america, south korea, soviet union, spain, stockholm, strasbourg, sweden, switzerland, sydney, syria, taiwan, tanzania, texas,
thailand, tokyo, toronto, tunisia, turkey, uganda, ukraine, united kingdom, united states, united states of america, uruguay, uk, us, usa, u.s.,
ussr, eu, venezuela, venice, vienna, vietnam, virginia, wales, warsaw, washington, west africa, yemen, yugoslavia, zambia, zimbabwe, zurich,
maastricht, the hague, hague, baltic sea, black sea, north sea, mediterranean, atlantic, pacific, middle east, far east, balkans
`)

const PLACE_NOUNS = words(`sea ocean river mountain mountains islands gulf street avenue county province republic peninsula airport`)

const FIRST_NAMES = words(`
aaron adam alan albert alex alexander alfred alice amy andrea andreas andrew angela ann anna anne anthony antonio arthur barbara ben benjamin
bernard bob brian bruce carl carlos carol caroline catherine charles charlotte chris christian christina christine christopher claire claude
craig daniel david dennis diana diane donald douglas edward elena elizabeth emily emma eric erik ernst eva evelyn felix francis francisco frank
franz fred frederick friedrich gary geoffrey george georges gerald gerard gilbert giovanni giuseppe graham greg gregory guy hannah hans harold
harry heather heinrich helen helmut henri henry herbert herman hugh ian ingrid isabel isabelle ivan jack jacob jacques james jan jane janet jason
jean jeff jeffrey jennifer jeremy jessica jim joan joe johan johann johannes john jonathan jorge jose josef joseph juan judith julie karen
karl kate katherine kathleen keith kelly ken kenneth kevin klaus kurt larry laura lars laurence lawrence leo leonard lewis linda lisa louis louise
lucas lucy luis luke marc marco margaret maria marie mario martha martin mary matthew maurice melissa michael michel michelle miguel mike
nancy nathan neil nicholas nick nicolas nicole nigel norman oliver olivier oscar otto pablo pamela patricia patrick paul pedro peter philip philippe
pierre rachel ralph raymond rebecca richard robert roberto robin roger roland ronald rosa roy rudolf russell ruth ryan samuel sandra sara
sarah scott sean sebastian serge sharon simon sophie stefan stephanie stephen steve steven stuart susan sylvia theodor theresa thomas tim timothy
tom tony ulrich ursula victor vincent virginia walter werner wilhelm william wolfgang yves
`)

export const isPlaceName = (name: string): boolean => PLACES.has(name)
export const isPlaceNoun = (word: string): boolean => PLACE_NOUNS.has(word)
export const isFirstName = (word: string): boolean => FIRST_NAMES.has(word)
