import { describe, expect, it } from 'vitest'
import { outline, parse } from '../testing.ts'
import { parseTex } from './index.ts'

const lines = (text: string, spans = false) => outline(parse(parseTex, text, 'a.tex'), spans)

describe('tex', () => {
  it('reads the body of a document: title, sections, paragraphs; no preamble, comments, formulas set off', () => {
    const text = String.raw`\documentclass[11pt]{article}
\usepackage{amsmath} % packages
\newcommand{\product}{Kazemi Desk\xspace}
\title{Handbook of the \product}
\begin{document}
\maketitle
\section[Short]{Berth planning}\label{sec:plan}
A berth% no space here
ing plan is 100\,\% of the \emph{work}~--- see Section~\ref{sec:plan}\cite[p.~3]{smith}.
It says \textbf{where} ships lie in \product.

\begin{equation} E = mc^2 \end{equation}
The rate is $r_i \le 3$ and \[ x = 1 \] no more.
\end{document}
This is no text.`
    expect(lines(text, true)).toEqual([
      'heading1: Handbook of the Kazemi Desk',
      'heading2: Berth planning',
      'paragraph: A berthing plan is 100 % of the work — see Section sec:plan. It says where ships lie in Kazemi Desk. {emphasis:work, code:sec:plan, strong:where}',
      'paragraph: The rate is r_i \\le 3 and no more. {code:r_i \\le 3}',
    ])
    expect(parse(parseTex, text).title).toBe('Handbook of the Kazemi Desk')
  })

  it('reads glossary entries and acronyms, and shows them by their labels', () => {
    expect(
      lines(String.raw`\newglossaryentry{berth}{name={berth}, plural=berths,
  description={A place where a ship lies {safely}, made fast}}
\newacronym[type=x]{tos}{TOS}{terminal operating system}
\longnewglossaryentry{yard}{name=yard}{The area behind the quay.}
\begin{document}
\Gls{berth} and \glspl{berth} in the \acrlong{tos} (\acrshort{tos}); \gls{unknown}.
\begin{acronym}\acro{VGM}[V.G.M.]{verified gross mass}\end{acronym}
\end{document}`),
    ).toEqual([
      'glossary-term: berth',
      'definition: A place where a ship lies safely, made fast',
      'glossary-term: TOS',
      'definition: terminal operating system',
      'glossary-term: yard',
      'definition: The area behind the quay.',
      'paragraph: Berth and berths in the terminal operating system (TOS); unknown.',
      'glossary-term: V.G.M.',
      'definition: verified gross mass',
    ])
  })

  it('reads lists, descriptions, quotes, code, captions, footnotes', () => {
    expect(
      lines(String.raw`Before\footnote{A note, with \emph{weight}.} and after.
\begin{itemize}
  \item one

    more of it
  \begin{enumerate} \item[(a)] deep \end{enumerate}
  \item two
\end{itemize}
\begin{description}
  \item[berth] A place.
  \item[\texttt{vgm}] A mass.
\end{description}
\begin{quote}Said so.\end{quote}
\begin{lstlisting}[language=C]
int x = 1; % {
\end{lstlisting}
\begin{figure}[ht]\centering\includegraphics[width=1cm]{a.png}\caption[s]{The quay}\end{figure}
\begin{comment} nothing \end{comment}`),
    ).toEqual([
      'paragraph: Before and after.',
      'paragraph: A note, with weight.',
      'list-item1: one',
      'paragraph: more of it',
      'list-item2: deep',
      'list-item1: two',
      'definition-term: berth',
      'definition: A place.',
      'definition-term: vgm',
      'definition: A mass.',
      'quote: Said so.',
      'code: int x = 1; % {',
      'caption: The quay',
    ])
  })

  it('reads tables: header row before a rule, columns covered', () => {
    expect(
      lines(String.raw`\begin{tabular}{l|p{3cm}}
\toprule
Term & Definition \\ \midrule
berth & A place \& more \\[2pt]
\multicolumn{2}{l}{wide} & x \\
\end{tabular}`),
    ).toEqual([
      'table-cell[0,0,header]: Term',
      'table-cell[0,1,header]: Definition',
      'table-cell[1,0]: berth',
      'table-cell[1,1]: A place & more',
      'table-cell[2,0]: wide',
      'table-cell[2,2]: x',
    ])
  })

  it('takes boxes inside cells as part of them', () => {
    expect(
      lines(String.raw`\begin{longtable}[]{@{}ll@{}}
\caption{All}\tabularnewline
\begin{minipage}[b]{1cm}\raggedright
Term
\end{minipage} & \begin{minipage}[b]{1cm}Definition\end{minipage} \\ \midrule\endfirsthead
x & y \\
\end{longtable}`),
    ).toEqual([
      'caption: All',
      'table-cell[0,0,header]: Term',
      'table-cell[0,1,header]: Definition',
      'table-cell[1,0]: x',
      'table-cell[1,1]: y',
    ])
  })

  it('writes accents, quotes, dashes, symbols, and knows ruby; Japanese lines join', () => {
    expect(
      lines(
        String.raw`na\"{\i}ve caf\'e, fa\c{c}ade: ${'``'}quoted'' pages 3--4 \LaTeX{} \ss\ ok\ldots \verb|a_b| \href{https://a.example/x-y}{link} \unknown[o]{kept} \textcolor{red}{red}

\ruby[g]{汽車}{き|しゃ}に乗る。
次の行。\vspace{1em}`,
        true,
      ),
    ).toEqual([
      'paragraph: naïve café, façade: “quoted” pages 3–4 LaTeX ß ok…a_b link kept red {code:a_b}',
      'paragraph: 汽車に乗る。次の行。 {ruby:汽車(きしゃ)}',
    ])
  })

  it('reads what is not closed to the end', () => {
    expect(lines(String.raw`\section{Open \textbf{x`)).toEqual(['paragraph: Open x'])
    expect(lines('a $b c')).toEqual(['paragraph: a b c'])
    expect(lines('\\begin{verbatim}\nx')).toEqual(['code: x'])
    expect(lines('a } b \\')).toEqual(['paragraph: a b'])
  })
})
