import { RUN_STATUSES, SCOPES, STAGES } from '../contract/run.ts'

/**
 * Schema version 1, as SQL. One library per file. Table groups: state (runs, revisions), content (documents and their text), machine
 * (what runs found, by revision) and human (what people decided). docs/file-format.md describes it for outsiders.
 */

/** 'GGls' in ASCII: what makes a SQLite file a GenGlossary library. */
export const APPLICATION_ID = 0x47476c73
export const SCHEMA_VERSION = 1

const list = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(',')

/** The ten legal transitions (runs-and-security.md §6); the run manager and the trigger both obey these rows. */
export const LEGAL_TRANSITIONS: readonly (readonly [string, string])[] = [
  ['pending', 'running'],
  ['pending', 'cancelled'],
  ['pending', 'failed'],
  ['pending', 'interrupted'],
  ['running', 'cancelling'],
  ['running', 'completed'],
  ['running', 'failed'],
  ['running', 'interrupted'],
  ['cancelling', 'completed'],
  ['cancelling', 'cancelled'],
]

/** Its predicate is compared with what the file holds at every opening: a drifted index would let two runs be active (matrix row 5). */
export const ONE_ACTIVE_INDEX = "CREATE UNIQUE INDEX one_active ON runs((1)) WHERE status IN('pending','running','cancelling')"

export const LEGAL_TRIGGER =
  'CREATE TRIGGER runs_legal BEFORE UPDATE OF status ON runs WHEN NEW.status<>OLD.status AND NOT EXISTS' +
  "(SELECT 1 FROM legal WHERE f=OLD.status AND t=NEW.status) BEGIN SELECT RAISE(ABORT,'illegal transition'); END"

const STATE = `
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE owner(one INTEGER PRIMARY KEY CHECK(one=1), epoch TEXT NOT NULL, pid INTEGER NOT NULL, since TEXT NOT NULL);
CREATE TABLE stamps(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE runs(
  id INTEGER PRIMARY KEY AUTOINCREMENT, scope TEXT NOT NULL CHECK(scope IN(${list(SCOPES)})), epoch TEXT NOT NULL,
  worker_pid INTEGER, worker_start TEXT, status TEXT NOT NULL CHECK(status IN(${list(RUN_STATUSES)})),
  failure_kind TEXT, error TEXT, created_at TEXT NOT NULL, started_at TEXT, cancel_requested_at TEXT, finished_at TEXT,
  duration_ms INTEGER, result_rev INTEGER, last_seq INTEGER NOT NULL DEFAULT 0, retry_of INTEGER,
  settings TEXT NOT NULL, counts TEXT NOT NULL DEFAULT '{}', inputs TEXT NOT NULL DEFAULT '{}',
  CHECK((status IN('completed','cancelled','failed','interrupted'))=(finished_at IS NOT NULL)),
  CHECK(status<>'completed' OR started_at IS NOT NULL),
  CHECK((status='completed')=(result_rev IS NOT NULL)));
${ONE_ACTIVE_INDEX};
CREATE TABLE legal(f TEXT NOT NULL, t TEXT NOT NULL, PRIMARY KEY(f,t)) WITHOUT ROWID;
INSERT INTO legal(f,t) VALUES ${LEGAL_TRANSITIONS.map(([from, to]) => `('${from}','${to}')`).join(',')};
${LEGAL_TRIGGER};
CREATE TABLE run_logs(
  run_id INTEGER NOT NULL, seq INTEGER NOT NULL, time REAL NOT NULL, level TEXT NOT NULL, message TEXT NOT NULL,
  PRIMARY KEY(run_id, seq)) WITHOUT ROWID;
CREATE TABLE revisions(
  id INTEGER PRIMARY KEY AUTOINCREMENT, stage TEXT NOT NULL CHECK(stage IN(${list(STAGES)})), run_id INTEGER, base_id INTEGER,
  input_digest TEXT NOT NULL DEFAULT '', based_on TEXT NOT NULL DEFAULT '{}',
  state TEXT NOT NULL CHECK(state IN('staging','live','previous','unfinished','discarded')),
  items INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL);
CREATE UNIQUE INDEX one_staged ON revisions(run_id, stage) WHERE state='staging';
CREATE TABLE live_revisions(stage TEXT PRIMARY KEY, revision_id INTEGER NOT NULL, previous_id INTEGER) WITHOUT ROWID;
`

const CONTENT = `
CREATE TABLE roots(id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT UNIQUE);
CREATE TABLE documents(
  id INTEGER PRIMARY KEY AUTOINCREMENT, root_id INTEGER NOT NULL REFERENCES roots(id), path TEXT NOT NULL, size INTEGER NOT NULL,
  mtime REAL, content_hash TEXT, status TEXT NOT NULL CHECK(status IN('new','ok','skipped','failed','missing')),
  scan_skipped INTEGER NOT NULL DEFAULT 0, reason TEXT, language TEXT, last_run INTEGER, hidden INTEGER NOT NULL DEFAULT 0,
  UNIQUE(root_id, path));
CREATE INDEX documents_by_content ON documents(content_hash);
CREATE TABLE contents(
  id INTEGER PRIMARY KEY, hash TEXT NOT NULL, parser_version TEXT NOT NULL, encoding TEXT NOT NULL, language TEXT NOT NULL,
  tag TEXT NOT NULL, title TEXT, block_count INTEGER NOT NULL, warnings TEXT NOT NULL,
  blocks TEXT NOT NULL, decoded TEXT NOT NULL, UNIQUE(hash, parser_version));
CREATE TABLE indexing(content_id INTEGER PRIMARY KEY, done INTEGER NOT NULL);
CREATE VIRTUAL TABLE blocks_fts USING fts5(text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
CREATE TABLE analyses(
  content_hash TEXT NOT NULL, engine_version TEXT NOT NULL, payload TEXT NOT NULL, PRIMARY KEY(content_hash, engine_version));
CREATE TABLE occurrence_contents(id INTEGER PRIMARY KEY, content_hash TEXT NOT NULL UNIQUE);
CREATE TABLE occurrences(
  language TEXT NOT NULL, key TEXT NOT NULL, content_id INTEGER NOT NULL, engine_version TEXT NOT NULL, surface TEXT NOT NULL,
  positions BLOB NOT NULL, PRIMARY KEY(language, key, content_id, engine_version, surface)) WITHOUT ROWID;
CREATE INDEX occurrences_by_content ON occurrences(content_id, engine_version);
CREATE TABLE caches(
  kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, size INTEGER NOT NULL, used_at INTEGER NOT NULL, PRIMARY KEY(kind, key));
CREATE INDEX caches_by_use ON caches(used_at);
`

// `decision`, `listed`, `hidden`, `in_glossary` and `sort_key` of terms repeat what the human layer says, so that every order and every
// view is one index scan; overlay.ts alone writes them, in the transaction that changes the human layer.
const MACHINE = `
CREATE TABLE terms(
  id INTEGER PRIMARY KEY, revision_id INTEGER NOT NULL, concept_id INTEGER NOT NULL, claim INTEGER NOT NULL,
  language TEXT NOT NULL, headword TEXT NOT NULL, key TEXT NOT NULL, sense INTEGER NOT NULL, reading TEXT, reading_sure INTEGER NOT NULL,
  category TEXT NOT NULL, abbreviation TEXT, frequency INTEGER NOT NULL, documents INTEGER NOT NULL,
  glossary_rank INTEGER NOT NULL, termhood_rank INTEGER NOT NULL, glossary_score REAL NOT NULL, termhood_score REAL NOT NULL,
  accepted INTEGER NOT NULL, features TEXT NOT NULL, related TEXT NOT NULL, from_glossary INTEGER NOT NULL, absent_since INTEGER,
  decision INTEGER NOT NULL DEFAULT 0, listed INTEGER NOT NULL DEFAULT 0, hidden INTEGER NOT NULL DEFAULT 0,
  in_glossary INTEGER NOT NULL DEFAULT 0, sort_key TEXT NOT NULL DEFAULT '',
  UNIQUE(revision_id, concept_id));
CREATE INDEX terms_by_concept ON terms(concept_id);
CREATE INDEX terms_by_ref ON terms(revision_id, language, key, sense);
CREATE INDEX terms_rank ON terms(revision_id, hidden, glossary_rank, concept_id, in_glossary, decision, listed);
CREATE INDEX terms_termhood ON terms(revision_id, hidden, termhood_rank, concept_id, in_glossary, decision, listed);
CREATE INDEX terms_alphabet ON terms(revision_id, hidden, sort_key, concept_id, in_glossary, decision, listed);
CREATE INDEX terms_frequency ON terms(revision_id, hidden, frequency DESC, concept_id, in_glossary, decision, listed);
CREATE INDEX terms_documents ON terms(revision_id, hidden, documents DESC, concept_id, in_glossary, decision, listed);
CREATE INDEX terms_decision ON terms(revision_id, hidden, decision, glossary_rank, concept_id, in_glossary, listed);
CREATE TABLE term_variants(
  revision_id INTEGER NOT NULL, concept_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, language TEXT NOT NULL, key TEXT NOT NULL,
  surface TEXT NOT NULL, rule TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(revision_id, concept_id, ordinal)) WITHOUT ROWID;
CREATE INDEX term_variants_by_key ON term_variants(revision_id, language, key);
CREATE TABLE definitions(
  revision_id INTEGER NOT NULL, concept_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
  sources TEXT NOT NULL, score REAL NOT NULL, state TEXT NOT NULL, reason TEXT, PRIMARY KEY(revision_id, concept_id, ordinal)) WITHOUT ROWID;
CREATE TABLE problems(
  id INTEGER PRIMARY KEY AUTOINCREMENT, revision_id INTEGER NOT NULL, kind TEXT NOT NULL, severity TEXT NOT NULL, concepts TEXT NOT NULL,
  message TEXT NOT NULL, evidence TEXT NOT NULL, action TEXT NOT NULL, fingerprint TEXT NOT NULL, UNIQUE(revision_id, fingerprint, message));
CREATE TABLE problem_concepts(
  revision_id INTEGER NOT NULL, concept_id INTEGER NOT NULL, problem_id INTEGER NOT NULL,
  PRIMARY KEY(revision_id, concept_id, problem_id)) WITHOUT ROWID;
CREATE TABLE refinements(
  revision_id INTEGER NOT NULL, concept_id INTEGER NOT NULL, text TEXT NOT NULL, sources TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
  PRIMARY KEY(revision_id, concept_id)) WITHOUT ROWID;
CREATE TABLE proposals(
  revision_id INTEGER NOT NULL, keep_id INTEGER NOT NULL, other_id INTEGER NOT NULL, PRIMARY KEY(revision_id, keep_id, other_id)) WITHOUT ROWID;
`

const HUMAN = `
CREATE TABLE concepts(
  id INTEGER PRIMARY KEY AUTOINCREMENT, origin TEXT NOT NULL CHECK(origin IN('machine','human')), language TEXT NOT NULL,
  headword TEXT NOT NULL, key TEXT NOT NULL);
CREATE TABLE surfaces(
  language TEXT NOT NULL, key TEXT NOT NULL, sense INTEGER NOT NULL, concept_id INTEGER NOT NULL, surface TEXT NOT NULL,
  origin TEXT NOT NULL CHECK(origin IN('machine','human')), PRIMARY KEY(language, key, sense)) WITHOUT ROWID;
CREATE INDEX surfaces_by_concept ON surfaces(concept_id);
CREATE INDEX surfaces_given ON surfaces(key, concept_id) WHERE origin='human';
CREATE TABLE merges(concept_id INTEGER PRIMARY KEY, into_id INTEGER NOT NULL, CHECK(concept_id<>into_id));
CREATE INDEX merges_by_target ON merges(into_id);
CREATE TABLE decisions(concept_id INTEGER NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(concept_id, field)) WITHOUT ROWID;
CREATE TABLE usage(concept_id INTEGER NOT NULL, surface TEXT NOT NULL, status TEXT NOT NULL, PRIMARY KEY(concept_id, surface)) WITHOUT ROWID;
CREATE TABLE listed_terms(
  list TEXT NOT NULL CHECK(list IN('required','excluded')), language TEXT NOT NULL, key TEXT NOT NULL, surface TEXT NOT NULL,
  PRIMARY KEY(list, language, key)) WITHOUT ROWID;
CREATE TABLE links(
  a_language TEXT NOT NULL, a_key TEXT NOT NULL, a_sense INTEGER NOT NULL, b_language TEXT NOT NULL, b_key TEXT NOT NULL,
  b_sense INTEGER NOT NULL, kind TEXT NOT NULL CHECK(kind IN('must','cannot')),
  PRIMARY KEY(a_language, a_key, a_sense, b_language, b_key, b_sense)) WITHOUT ROWID;
CREATE INDEX links_by_b ON links(b_language, b_key, b_sense);
CREATE TABLE ignored_problems(fingerprint TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE commands(
  id INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL, label TEXT NOT NULL, merge_key TEXT, changes TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0);
CREATE INDEX commands_by_state ON commands(undone, id);
`

/** Statements that make the tables of version 1 in an empty database, without the version mark. */
export const SCHEMA_V1: string = STATE + CONTENT + MACHINE + HUMAN

/** Tables whose pages are checked at every opening; small, and what nothing could recompute. */
export const CHECKED_AT_OPENING: readonly string[] = [
  'meta',
  'owner',
  'stamps',
  'runs',
  'legal',
  'revisions',
  'live_revisions',
  'roots',
  'documents',
  'concepts',
  'surfaces',
  'merges',
  'decisions',
  'usage',
  'listed_terms',
  'links',
  'ignored_problems',
  'commands',
]

/** Everything else an opened library must have; checked by `verifyRest`. */
export const CHECKED_LATER: readonly string[] = [
  'run_logs',
  'contents',
  'indexing',
  'blocks_fts',
  'analyses',
  'occurrence_contents',
  'occurrences',
  'caches',
  'terms',
  'term_variants',
  'definitions',
  'problems',
  'problem_concepts',
  'refinements',
  'proposals',
]
