import type { BlockKind, InlineKind } from '../../../src-main/contract/blocks.ts'

/** What the commands and environments of LaTeX mean for the running text. Names without the backslash. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/u)

/** Sectioning commands and their heading levels (source2e, classes.dtx; KOMA and beamer have their own). */
export const SECTIONS: Readonly<Record<string, number>> = {
  title: 1,
  part: 1,
  chapter: 1,
  addchap: 1,
  section: 2,
  addsec: 2,
  frametitle: 2,
  subsection: 3,
  subsubsection: 4,
  paragraph: 5,
  subparagraph: 6,
}

/** Commands whose argument is text to be marked; null = kept as it is. */
export const MARKED: ReadonlyMap<string, InlineKind | null> = new Map<string, InlineKind | null>([
  ...words('textbf strong alert').map((name) => [name, 'strong'] as const),
  ...words('emph textit textsl em term newterm firstterm').map((name) => [name, 'emphasis'] as const),
  ...words('texttt code path file filename command env').map((name) => [name, 'code'] as const),
  ...words('ref eqref autoref cref Cref pageref nameref vref').map((name) => [name, 'code'] as const),
  ...words('hyperlink hyperref').map((name) => [name, 'link'] as const),
])

/** Commands that go together with their arguments: how many braced ones there are. Optional ones always go. */
export const DROPPED: ReadonlyMap<string, number> = new Map([
  ...words(
    `label cite citep citet citealp citeauthor citeyear parencite footcite textcite autocite nocite index usepackage RequirePackage documentclass
    includegraphics input include includeonly vspace hspace pagestyle thispagestyle bibliography bibliographystyle addbibresource graphicspath
    hypersetup geometry newcounter setcounter stepcounter date author thanks institute affiliation email address usetheme phantom hphantom vphantom
    usetikzlibrary lstset captionsetup newtheorem theoremstyle color pagecolor selectlanguage foreignlanguage setmainfont setCJKmainfont
    noalign real glsadd glsaddall makeglossaries printglossary hyphenation write typeout PassOptionsToPackage pagenumbering url nolinkurl bibitem tag`,
  ).map((name) => [name, 1] as const),
  ...words(
    `setlength addtolength newcommand renewcommand providecommand DeclareMathOperator addcontentsline addtocounter fontsize definecolor rule
    textcolor@ setlist titleformat@ numberwithin newenvironment renewenvironment SetKwInOut markboth`,
  ).map((name) => [name.replace('@', ''), name === 'textcolor@' ? 1 : 2] as const),
  ['href', 1],
  ['raisebox', 1],
  ['parbox', 1],
  ['colorbox', 1],
  ['multicolumn', 2],
  ['multirow', 2],
  ['resizebox', 2],
  ['newenvironment', 3],
  ['renewenvironment', 3],
])

/** Environments whose content is kept as it stands. */
export const VERBATIM: ReadonlySet<string> = new Set(words('verbatim verbatim* Verbatim lstlisting minted alltt'))
/** Environments that are no running text. */
export const SKIPPED: ReadonlySet<string> = new Set(
  words(
    `comment equation equation* align align* alignat alignat* gather gather* multline multline* eqnarray eqnarray* displaymath math flalign
    flalign* tikzpicture pgfpicture picture thebibliography filecontents filecontents* algorithmic algorithm2e forest tikzcd`,
  ),
)
/** Environments that hold rows of cells, with the number of braced arguments before the first. */
export const TABLES: ReadonlyMap<string, number> = new Map([
  ['tabular', 1],
  ['tabular*', 2],
  ['tabularx', 2],
  ['tabulary', 2],
  ['longtable', 1],
  ['supertabular', 1],
  ['tblr', 1],
])
export const LISTS: ReadonlySet<string> = new Set(words('itemize enumerate compactitem compactenum description compactdesc labeling'))
export const DESCRIPTIONS: ReadonlySet<string> = new Set(words('description compactdesc labeling'))
/** What a paragraph in an environment is; in all others it is a paragraph. */
export const ENVIRONMENT_KINDS: ReadonlyMap<string, BlockKind> = new Map([
  ['quote', 'quote'],
  ['quotation', 'quote'],
  ['verse', 'quote'],
])
/** Environments with braced arguments that are no text. */
export const ENVIRONMENT_ARGUMENTS: ReadonlyMap<string, number> = new Map([
  ['minipage', 1],
  ['multicols', 1],
  ['wrapfigure', 2],
  ['adjustbox', 1],
  ['labeling', 1],
])

/** Entries of the packages glossaries and acronym that are shown in the text by their label; suffix `s` = plural. */
export const GLOSSARY_SHOWN = /^(?:gls|acr|ac)(?:s|xtr|desc|text|name|first|symbol|short|long|full|user[iv]+)?(?:pl)?$/iu
/** Commands that say nothing and take no argument. */
export const SILENT: ReadonlySet<string> = new Set(
  words(
    `centering raggedright raggedleft noindent indent small footnotesize scriptsize tiny normalsize large Large LARGE huge Huge bfseries itshape
    ttfamily sffamily rmfamily mdseries upshape scshape bf it tt rm sf sc maketitle tableofcontents listoffigures listoftables appendix
    frontmatter mainmatter backmatter hline toprule midrule bottomrule hfill vfill linebreak nolinebreak pagebreak nopagebreak relax xspace
    protect boldmath unboldmath smallskip medskip endhead endfirsthead endfoot endlastfoot arraybackslash bigskip par newpage clearpage cleardoublepage break makeatletter makeatother null strut`,
  ),
)
