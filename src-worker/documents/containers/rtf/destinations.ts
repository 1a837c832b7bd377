/** Groups of RTF whose text is none of the document's (RTF 1.9.1, "Destinations"): tables of formats, pictures, running heads, index marks. */
export const SKIPPED: ReadonlySet<string> = new Set(
  `colortbl info pict header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn xe tc tcn
   listtable listoverridetable rsidtbl generator themedata datastore latentstyles filetbl revtbl pntext pntxta pntxtb listtext listname
   nonshppict sp shprslt nonesttables do sn sv bkmkstart bkmkend atnid atnauthor atndate atntime atnref atnparent atnicn objdata objclass
   objname template operator private panose falt fname formfield datafield ffdeftext ffname protusertbl mmath mmathPr xmlnstbl wgrffmtfilter
   pgdsctbl userprops docvar fontemb fontfile pnseclvl background upr`.split(/\s+/u),
)

/** Groups marked as ignorable (`\*`) that hold text all the same. */
export const KNOWN: ReadonlySet<string> = new Set('footnote annotation shpinst shptxt nesttableprops fldinst ud cs ts'.split(' '))

/** Characters with names. */
export const CHARACTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    tab: '\t',
    line: '\n',
    lbr: '\n',
    emdash: '—',
    endash: '–',
    emspace: '\u2003',
    enspace: '\u2002',
    qmspace: '\u2005',
    bullet: '•',
    lquote: '‘',
    rquote: '’',
    ldblquote: '“',
    rdblquote: '”',
    zwj: '\u200d',
    zwnj: '\u200c',
  }),
)
