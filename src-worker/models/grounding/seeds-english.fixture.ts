import type { Seed } from './seeds.fixture.ts'

/** English seeds: passages written for this test, sentences they support (also reworded), and sentences they don't. */
export const ENGLISH_SEEDS: readonly Seed[] = [
  {
    term: 'lease',
    passages: [
      'A lease is a lock that a job runner holds for 30 seconds and may renew 5 times. A lease that is not renewed expires.',
      'Unlike a lease, a spool is a queue of jobs on disk.',
    ],
    true: [
      'A lease is a lock held by a job runner for 30 seconds.',
      'A lock that a job runner may renew 5 times.',
      'A lease expires when it is not renewed.',
    ],
    false: [
      'A lease is a queue of jobs on disk.',
      'A lease is a lock held for 5 seconds and renewed 30 times.',
      'A lease is a lock that Redis holds for 30 seconds.',
      'A lease is renewed by the scheduler every 30 seconds.',
      'A lease always belongs to a job runner for 30 seconds.',
      'A lease expires when the server crashes.',
    ],
  },
  {
    term: 'span',
    passages: [
      'A span is a unit of work that a service does for one request. Every span has a name, a start time and a duration.',
      'The trace is the set of all spans of one request.',
    ],
    true: [
      'A span is a unit of work done by a service for one request.',
      'Each span has a name, a start time and a duration.',
      'A unit of work that a service does for a single request.',
    ],
    false: [
      'A span is the set of all traces of one request.',
      'Each span has a name, a start time, a duration and a parent identifier.',
      'A span is a unit of work that a service does for two requests.',
      'A span measures network latency in milliseconds.',
      'A span was introduced by Google in Dapper.',
      'A span has no name and no duration.',
    ],
  },
  {
    term: 'heat pump',
    passages: [
      'A heat pump moves heat from outside air into a building. It uses about 1 kWh of electricity for 3 kWh of heat.',
      'A boiler burns gas to heat water; a heat pump does not burn anything.',
    ],
    true: [
      'A heat pump moves heat from the outside air into a building.',
      'A heat pump uses about 1 kWh of electricity for 3 kWh of heat.',
      'A heat pump does not burn anything.',
    ],
    false: [
      'A heat pump burns gas to heat water.',
      'A heat pump uses about 3 kWh of electricity for 1 kWh of heat.',
      'A heat pump cools a building in summer.',
      'A heat pump was invented in Switzerland in 1945.',
      'A heat pump burns anything.',
      'A heat pump moves water from outside into a building.',
    ],
  },
  {
    term: 'escrow account',
    passages: [
      'Under the contract an escrow account holds the deposit until both parties have signed.',
      'The bank charges 25 euros a year for an escrow account and pays the interest to the buyer.',
    ],
    true: [
      'An escrow account holds the deposit until both parties have signed the contract.',
      'The bank charges 25 euros a year for an escrow account.',
      'The interest of an escrow account is paid to the buyer.',
    ],
    false: [
      'An escrow account holds the deposit until the seller has signed.',
      'The bank charges 52 euros a year for an escrow account.',
      'The interest of an escrow account is paid to the notary.',
      'An escrow account is insured by the government.',
      'The bank charges 25 dollars a year for an escrow account.',
      'An escrow account holds stocks and bonds.',
    ],
  },
  {
    term: 'pull request',
    passages: [
      'A pull request proposes changes to a branch. Two reviewers must approve a pull request before it is merged.',
      'A release tag marks the commit that was delivered; a pull request never moves it.',
    ],
    true: [
      'A pull request proposes changes to a branch.',
      'Two reviewers must approve a pull request before it is merged.',
      'A proposal of changes to a branch.',
    ],
    false: [
      'A pull request marks the commit that was delivered.',
      'Three reviewers must approve a pull request before it is merged.',
      'A pull request is merged automatically at night.',
      'A pull request proposes changes to a database.',
      'A pull request is stored on GitHub.',
      'A pull request deletes the branch after ten days.',
    ],
  },
  {
    term: 'mitochondrion',
    passages: [
      'The mitochondrion is an organelle that produces ATP by respiration. A mitochondrion has two membranes.',
      'A ribosome builds proteins from amino acids.',
    ],
    true: [
      'The mitochondrion is an organelle that produces ATP by respiration.',
      'A mitochondrion has two membranes.',
      'An organelle producing ATP.',
    ],
    false: [
      'The mitochondrion builds proteins from amino acids.',
      'A mitochondrion has three membranes.',
      'The mitochondrion produces DNA by respiration.',
      'The mitochondrion descends from ancient bacteria.',
      'A mitochondrion has no membranes.',
      'The mitochondrion was discovered by Albert von Kölliker.',
    ],
  },
  {
    term: 'backpressure',
    passages: [
      'Backpressure tells a producer to slow down when the consumer cannot keep up. The buffer of a channel holds 128 messages before backpressure begins.',
    ],
    true: [
      'Backpressure tells a producer to slow down when the consumer cannot keep up.',
      'Backpressure begins after the buffer of a channel holds 128 messages.',
      'A way to tell a producer to slow down.',
    ],
    false: [
      'Backpressure tells a consumer to hurry up.',
      'Backpressure begins after the buffer holds 256 messages.',
      'Backpressure drops messages when memory is exhausted.',
      'Backpressure tells a producer to slow down when the consumer can keep up without errors in Kafka.',
      'Backpressure encrypts messages between producer and consumer.',
      'The buffer of a channel holds 128 kilobytes before backpressure begins.',
    ],
  },
  {
    term: 'Night Watch',
    passages: [
      'The Night Watch is a guild of 40 sailors that guards the harbour of Port Elen. Captain Mara leads the Night Watch.',
      'The Silver Order is a group of 12 knights that guards the palace.',
    ],
    true: [
      'The Night Watch is a guild of 40 sailors that guards the harbour of Port Elen.',
      'The Night Watch is led by Captain Mara.',
      'A guild of sailors guarding a harbour.',
    ],
    false: [
      'The Night Watch is a group of 12 knights that guards the palace.',
      'The Night Watch is led by Captain Orin.',
      'The Night Watch is a guild of 12 sailors.',
      'The Night Watch fought the dragon at Port Elen.',
      'The Night Watch guards the harbour of Port Vale.',
      'The Night Watch was founded two centuries ago.',
    ],
  },
  {
    term: 'rate limiter',
    passages: [
      'The rate limiter rejects requests above 100 per minute with status 429. Premium keys get 500 per minute.',
      'The load balancer is a proxy that spreads requests over servers.',
    ],
    true: [
      'The rate limiter rejects requests above 100 per minute.',
      'Requests are rejected by the rate limiter with status 429.',
      'A rate limiter rejects requests.',
    ],
    false: [
      'The rate limiter is a proxy that spreads requests over servers.',
      'The rate limiter rejects requests above 429 per minute with status 100.',
      'The rate limiter queues requests above 100 per minute.',
      'The rate limiter blocks addresses for an hour.',
      'The rate limiter rejects requests above 1000 per minute.',
      'The rate limiter is implemented in Nginx.',
    ],
  },
  {
    term: 'risk appetite',
    passages: [
      'Risk appetite is the amount of risk that a board accepts to reach its goals. The board reviews the risk appetite once a year.',
      'Risk tolerance is the deviation from a goal that a team may allow.',
    ],
    true: [
      'Risk appetite is the amount of risk a board accepts to reach its goals.',
      'The risk appetite is reviewed by the board once a year.',
      'The amount of risk accepted by a board.',
    ],
    false: [
      'Risk appetite is the deviation from a goal that a team may allow.',
      'The risk appetite is reviewed by auditors once a year.',
      'The risk appetite is reviewed by the board twice a year.',
      'Risk appetite is measured in euros.',
      'Risk appetite is required by Basel regulation.',
      'Risk appetite is the amount of profit a board accepts.',
    ],
  },
  {
    term: 'cold chain',
    passages: [
      'The cold chain keeps vaccines between 2 and 8 degrees from factory to clinic. A logger records the temperature every 15 minutes.',
    ],
    true: ['The cold chain keeps vaccines between 2 and 8 degrees.', 'The cold chain keeps vaccines cold from the factory to the clinic.'],
    false: [
      'The cold chain keeps vaccines between 2 and 15 degrees.',
      'The cold chain keeps blood between 2 and 8 degrees.',
      'The cold chain keeps vaccines frozen in dry ice.',
      'The cold chain was set up by UNICEF.',
      'The cold chain keeps vaccines from factory to pharmacy by aircraft.',
      'The cold chain keeps vaccines below 8 percent humidity.',
    ],
  },
  {
    term: 'API',
    passages: [
      'The application programming interface (API) lets programs create spans. The API does not store data.',
      'An SDK is the library that implements the API and exports spans.',
    ],
    surfaces: ['application programming interface'],
    true: [
      'The API lets programs create spans.',
      'The application programming interface does not store data.',
      'An interface that lets programs create spans.',
    ],
    false: [
      'The API is the library that exports spans.',
      'The API stores data in a cloud bucket.',
      'The API stores data.',
      'The API lets programs delete spans.',
      'The API requires a password.',
      'The API is written in Rust.',
    ],
  },
  {
    term: 'tare weight',
    passages: [
      'Tare weight is the weight of an empty container. A 20-foot container has a tare weight of 2300 kg and a gross weight of 24000 kg.',
    ],
    true: ['Tare weight is the weight of an empty container.', 'A 20-foot container has a tare weight of 2300 kg.'],
    false: [
      'Tare weight is the weight of a loaded container.',
      'A 20-foot container has a tare weight of 2400 kg.',
      'Tare weight is printed on the door of the container.',
      'A 40-foot container has a tare weight of 2300 kg.',
      'Tare weight includes the cargo.',
      'Tare weight is measured by customs in Rotterdam.',
    ],
  },
  {
    term: 'write-ahead log',
    passages: [
      'The write-ahead log is a file to which every change is appended before the table is changed. After a crash the write-ahead log is replayed.',
      'A checkpoint copies pages into the database; then the write-ahead log is emptied.',
    ],
    true: [
      'The write-ahead log is a file to which every change is appended before the table is changed.',
      'After a crash the write-ahead log is replayed.',
      'The write-ahead log is emptied after a checkpoint.',
    ],
    false: [
      'The write-ahead log is deleted after a crash.',
      'The write-ahead log is a file to which every change is appended after the table is changed by PostgreSQL.',
      'The write-ahead log is compressed with gzip.',
      'The write-ahead log is replicated to three servers.',
      'The write-ahead log copies pages into memory.',
      'The write-ahead log holds 1000 changes.',
    ],
  },
  {
    term: 'grace period',
    passages: [
      'During the grace period of 14 days a customer may pay an overdue invoice without a fee. After 30 days the account is closed.',
    ],
    true: [
      'During the grace period a customer may pay an overdue invoice without a fee.',
      'The grace period has 14 days.',
      'A grace period of 14 days.',
    ],
    false: [
      'During the grace period of 30 days a customer may pay without a fee.',
      'During the grace period the account is locked.',
      'During the grace period a customer may pay an overdue invoice with interest.',
      'The grace period begins on the first of January.',
      'The grace period has 14 hours.',
      'During the grace period a lawyer is informed.',
    ],
  },
  {
    term: 'canary release',
    passages: [
      'A canary release gives a new version to 5 percent of users first. When errors rise, the canary release is rolled back.',
      'A feature flag turns code on for chosen users.',
    ],
    true: [
      'A canary release gives a new version to 5 percent of users first.',
      'A canary release is rolled back when errors rise.',
      'A release of a new version to 5 percent of users.',
    ],
    false: [
      'A canary release turns code on for chosen users.',
      'A canary release gives a new version to 50 percent of users first.',
      'A canary release is named after coal miners.',
      'A canary release is rolled back when costs rise.',
      'A canary release gives a new version to employees first.',
      'A canary release lasts one week.',
    ],
  },
]
