import { PASSWORDS } from '../../story/company.ts';
import type { Scene, Writer } from './scene.ts';
import { DISPLAY_OPTIONS, evaluation, inMoscow, utc } from './shapes.ts';

const REPOSITORIES = ['payments-batch', 'branch-tools', 'mobile-ci', 'onboarding-notes'];
const FILES = [
  { name: 'config/settings.prod.yml', keyword: 'password' },
  { name: '.env.backup', keyword: 'db_password' },
  { name: 'deploy/id_rsa', keyword: 'begin private key' },
  { name: 'README.md', keyword: 'larkfield' },
  { name: 'scripts/restore.sh', keyword: 'token' },
];

/** `osi/git_repository`. */
const repository: Writer = (scene) => {
  const { random, draw, at } = scene;
  const { name, mail } = draw.person();
  const url = `https://git.example/${mail.split('@')[0]}/${random.pick(REPOSITORIES)}`;
  const files = random
    .shuffled(FILES)
    .slice(0, random.between(1, 3))
    .map((file) => leakedFile(scene, { ...file, url }));
  return {
    hunted: true,
    item: {
      id: random.hex(40),
      name: url,
      source: 'github',
      dateCreated: inMoscow(at, 60 * 24 * random.between(3, 300)),
      dateDetected: inMoscow(at, 6),
      contributors: [{ authorEmail: mail, authorName: name }],
      dataFound: Object.fromEntries(files.map(({ dataFound: [keyword = 'larkfield'] }) => [keyword, 1])),
      evaluation: evaluation('A1', { severity: files.length > 2 ? 'red' : 'orange', tlp: 'amber' }),
      files,
      isFavourite: false,
      isHidden: false,
      isIgnore: false,
      matchesTypes: ['commonKeywords'],
      numberOf: { contributors: 1, files: files.length },
      relations: { larkfield: 'larkfield' },
    },
  };
};

interface LeakedFile {
  readonly name: string;
  readonly keyword: string;
  /** Of the repository. */
  readonly url: string;
}

/** A file in the state of the repository at that time. */
export function leakedFile({ random, draw, at }: Scene, { name, keyword, url }: LeakedFile) {
  const author = draw.person();
  return {
    id: random.hex(40),
    name,
    url: `${url}/blob/main/${name}`,
    dateCreated: inMoscow(at, 60 * 24 * 3),
    dateDetected: utc(at, 6),
    dataFound: [keyword],
    evaluation: evaluation('A1', { severity: 'gray', tlp: 'amber' }),
    matchesType: ['commonKeywords'],
    matchesTypeCount: { commonKeywords: 1 },
    rules: null,
    revisions: [
      {
        hash: random.hex(40),
        bind: [],
        data: { commonKeywords: { [keyword]: [`DB_PASSWORD=${random.pick(PASSWORDS)}`] } },
        info: {
          authorEmail: author.mail,
          authorName: author.name,
          timestamp: Math.floor(at.getTime() / 1000) - 86_400,
        },
      },
    ],
  };
}

/** A file that was not in the repository before. */
export function nextFile(scene: Scene, url: string) {
  return leakedFile(scene, { ...scene.random.pick(FILES), url });
}

export const REPOSITORIES_LEAKED: readonly Writer[] = [repository];

/** `osi/public_leak`. */
const paste: Writer = (scene) => {
  const { random, draw, at } = scene;
  const people = [draw.person(), draw.person()];
  const hash = random.hex(40);
  const pairs = people.map(({ mail }) => `${mail}:${random.pick(PASSWORDS)}`);
  const text = random.pick([
    `<b>larkfield</b> combo, fresh\r\n${pairs.join('\r\n')}\r\n`,
    `${draw.quote.advertisement()}\r\n${pairs.join('\r\n')}`,
    `card 4111 1111 1111 1111 exp 09/28 cvv 737\r\n${draw.quote.statement()}`,
  ]);
  return {
    hunted: true,
    item: {
      id: hash,
      hash,
      created: inMoscow(at, 5),
      updated: inMoscow(at, 5),
      data: text,
      language: 'text',
      linkList: [pasteLink(scene)],
      matches: { email: { email: people.map(({ mail }) => mail) }, commonKeywords: { password: ['password'] } },
      bind: [],
      displayOptions: DISPLAY_OPTIONS,
      // The vendor spells this one differently in this collection.
      evaluation: { admiralty_code: 'C3', credibility: 50, reliability: 50, severity: 'orange', tlp: 'amber', ttl: 30 },
    },
  };
};

/** A place where the text was found. */
export function pasteLink({ random, draw, at }: Scene) {
  return {
    author: random.pick(['guest', '', draw.criminal().name]),
    hash: random.hex(40),
    link: `https://paste.example/${random.hex(8)}`,
    title: random.pick(['Untitled', 'lark', '']),
    source: 'paste.example',
    dateDetected: inMoscow(at, 5),
    datePublished: utc(at, random.between(6, 90)),
    itemSource: 'api',
    size: random.between(300, 9_000),
    status: 1,
    sequenceUpdate: at.getTime() * 1000,
  };
}

export const PASTES: readonly Writer[] = [paste];
