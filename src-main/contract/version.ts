/** Version of the messages between main and a run worker. Both sides must carry the same number; a difference is a protocol breach. */
export const PROTOCOL_VERSION = 2

/** Version of the document parsers. Part of the key of every cached parsed text: raise it when any parser's output changes. */
export const PARSER_VERSION = 'p15'

/** Version of the statistical engine. Part of the key of every cached analysis and of every stage digest: raise it when its output changes. */
export const ENGINE_VERSION = 'e21'

/** Version of the checks of what models write. Part of the digests of stages with a model: raise it when a check's verdict changes; answers stay kept. */
export const CHECKS_VERSION = 'c10'

/** Version of the JSON export's schema (docs/file-format.md). */
export const EXPORT_SCHEMA_VERSION = 1
