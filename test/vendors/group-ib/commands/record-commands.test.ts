import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../http/support.ts';
import { incident } from '../../../support/drafts.ts';
import { firstId, fixtureItems, openDesk, tablesIn } from './desk.ts';

interface Case {
  readonly name: string;
  readonly collection: string;
  /** Emitted, and declared where there is one. */
  readonly paths: readonly string[];
  /** What is asked behind the collection, `ID` for the id. */
  readonly asks: string;
}

const byPath = '/ID';
const byTag = '/updated?q=id:ID';
const byAddress = '/updated?q=ID';

const cases: readonly Case[] = [
  row('compromised-account', 'compromised/account_group', byPath, 'CompromisedAccountGroup', 'CompromisedAccount'),
  row('compromised-card-group', 'compromised/bank_card_group', byPath, 'CompromisedCardGroup'),
  row('compromised-masked-card', 'compromised/masked_card', byPath, 'CompromisedMaskedCard'),
  row('compromised-breached', 'compromised/breached', byPath, 'DataBreach', 'DataBreach'),
  row('compromised-mule', 'compromised/mule', byPath, 'CompromisedMule', 'CompromisedMule'),
  row('compromised-spd', 'compromised/spd', byPath, 'CompromisedSPD', 'CompromisedSPD'),
  row('osi-git-leak', 'osi/git_repository', byPath, 'GitLeak', 'GitLeak'),
  row('osi-public-leak', 'osi/public_leak', byTag, 'PublicLeak', 'PublicLeak'),
  row('osi-vulnerability', 'osi/vulnerability', byPath, 'OSIVulnerability', 'OSIVulnerability'),
  row('attacks-ddos', 'attacks/ddos', byPath, 'AttacksDDoS', 'AttacksDDoS'),
  row('attacks-deface', 'attacks/deface', byPath, 'AttacksDeface', 'AttacksDeface'),
  row('phishing-group', 'attacks/phishing_group', byTag, 'PhishingGroup'),
  row('phishing-kit', 'attacks/phishing_kit', byPath, 'PhishingKit'),
  row('threat', 'hi/threat', byPath, 'Threat', 'Threat'),
  row('threat-actor', 'hi/threat_actor', byPath, 'ThreatActor', 'ThreatActor'),
  row('suspicious-ip-tor-node', 'suspicious_ip/tor_node', byAddress, 'SuspiciousIPTorNode', 'SuspiciousIPTorNode'),
  row(
    'suspicious-ip-open-proxy',
    'suspicious_ip/open_proxy',
    byAddress,
    'SuspiciousIPOpenProxy',
    'SuspiciousIPOpenProxy',
  ),
  row(
    'suspicious-ip-socks-proxy',
    'suspicious_ip/socks_proxy',
    byAddress,
    'SuspiciousIPSocksProxy',
    'SuspiciousIPSocksProxy',
  ),
  row('suspicious-ip-vpn', 'suspicious_ip/vpn', byPath, 'SuspiciousIPVPN'),
  row('suspicious-ip-scanner', 'suspicious_ip/scanner', byPath, 'SuspiciousIPScanner'),
  row('malware-cnc', 'malware/cnc', byPath, 'MalwareCNC', 'MalwareCNC'),
  row('malware-malware', 'malware/malware', byPath, 'Malware'),
];

function row(name: string, collection: string, asks: string, ...paths: readonly [string, string?]): Case {
  const [emitted, declared] = paths;
  return {
    name: `gibti-get-${name}-info`,
    collection,
    asks,
    paths: [`GIBTI.${emitted}`, ...(declared === undefined ? [] : [`GIBTIA.${declared}`])],
  };
}

describe('the commands that show one record', () => {
  it.each(cases)('$name asks for it once and gives it under $paths', async ({ name, collection, asks, paths }) => {
    const desk = await openDesk({ items: fixtureItems(collection) });
    const id = firstId(collection);

    const { text, sections, outputs } = await desk.run(name, { id });

    expect(desk.asked().map(decodeURIComponent)).toEqual([`GET ${collection}${asks.replace('ID', id)}`]);
    expect(text).toBe(`Feed from ${collection} with ID ${id}`);
    expect(tablesIn(sections)[0]?.title).toBe(text);
    for (const path of paths) expect(outputs[path]).toEqual([expect.objectContaining({ id })]);
    expect(Object.keys(outputs).filter((path) => path.startsWith('GIB'))).toEqual(paths);
  });

  it.each(cases)('$name declares the paths that it fills', async ({ name, collection }) => {
    const desk = await openDesk({ items: fixtureItems(collection) });

    const declared = new Set(desk.command(name).outputs.map(({ path }) => path));
    const { outputs } = await desk.run(name, { id: firstId(collection) });

    expect([...declared]).toEqual(expect.arrayContaining(Object.keys(outputs)));
  });

  it.each(cases)(
    '$name fills in the id on an incident of its collection, and on no other',
    async ({ name, collection }) => {
      const { command } = await openDesk();
      const other = collection === 'attacks/ddos' ? 'malware/cnc' : 'attacks/ddos';
      const at = (externalId: string) => command(name).fromIncident?.(incident({ externalId }));

      expect(at(`${collection}/one:two`)).toMatchObject({ id: 'one:two' });
      expect(at(`${other}/one`)).toEqual({});
    },
  );

  it.each([
    ['gibti-get-threat-info', 'apt/threat', { isAPT: 'true' }],
    ['gibti-get-threat-info', 'hi/threat', { isAPT: 'false' }],
    ['gibtia-get-threat-info', 'hi/threat', {}],
    ['gibti-get-threat-actor-info', 'apt/threat_actor', { isAPT: 'yes' }],
    ['gibti-get-threat-actor-info', 'hi/threat_actor', {}],
  ])('%s looks in %s with %j', async (name, collection, more) => {
    const desk = await openDesk({ items: fixtureItems(collection) });

    await desk.run(name, { id: firstId(collection), ...more });

    expect(desk.asked()).toEqual([`GET ${collection}/${firstId(collection)}`]);
  });

  it.each([
    ['apt/threat/1', 'true'],
    ['hi/threat/1', 'false'],
  ])('knows from an incident %s that isAPT is %s', async (externalId, isAPT) => {
    const { command } = await openDesk();

    expect(command('gibti-get-threat-info').fromIncident?.(incident({ externalId }))).toEqual({ id: '1', isAPT });
  });

  it.each([
    ['gibti-get-attacks-ddos-info', {}, 'id argument is required.'],
    ['gibti-get-attacks-ddos-info', { id: '  ' }, 'id argument is required.'],
    ['gibti-get-attacks-ddos-info', { id: 'two words' }, 'id must be one word'],
    ['gibti-get-attacks-ddos-info', { id: '..' }, 'id must be one word'],
    ['gibti-get-attacks-ddos-info', { id: 'x'.repeat(301) }, 'id must be one word of at most 300 characters.'],
    ['gibti-get-attacks-ddos-info', { id: 'x', isAPT: 'true' }, 'has no argument `isAPT`'],
    ['gibti-get-suspicious-ip-vpn-info', { id: 'vpn.example' }, 'id must be an IP address, got: vpn.example'],
    ['gibti-get-suspicious-ip-tor-node-info', {}, 'id argument is required.'],
    ['gibti-get-threat-info', { id: 'x', isAPT: 'maybe' }, 'isAPT must be true or false, got: maybe'],
  ])('%s refuses %j before any request', async (name, input, message) => {
    const desk = await openDesk();

    await expect(desk.run(name, input)).rejects.toThrow(message);
    expect(desk.asked()).toEqual([]);
  });

  it('keeps an odd id inside its part of the path', async () => {
    const item = { id: 'a/../b?c:#d', title: 'odd' };
    const desk = await openDesk({ items: [{ collection: 'osi/vulnerability', item }] });

    const { outputs } = await desk.run('gibti-get-osi-vulnerability-info', { id: item.id });

    expect(outputs['GIBTI.OSIVulnerability']).toEqual([expect.objectContaining(item)]);
  });

  it('takes a defanged address', async () => {
    const desk = await openDesk({ items: fixtureItems('suspicious_ip/vpn') });
    const id = firstId('suspicious_ip/vpn');

    const { outputs } = await desk.run('gibti-get-suspicious-ip-vpn-info', { id: id.replaceAll('.', '[.]') });

    expect(outputs['GIBTI.SuspiciousIPVPN']).toHaveLength(1);
  });
});

describe('a record that is searched for', () => {
  const groups = Array.from({ length: 250 }, (_, n) => ({
    collection: 'attacks/phishing_group',
    item: { id: n === 240 ? 'wanted' : `wanted-${n}`, brand: 'id:wanted', seqUpdate: n + 1 },
  }));

  it('is found by its own id, on whatever page it stands', async () => {
    const desk = await openDesk();
    const page = (from: number) => ({
      kind: 'status' as const,
      status: 200,
      body: {
        count: 250 - from,
        items: groups.slice(from, from + 100).map(({ item }) => item),
        seqUpdate: Math.min(250, from + 100),
      },
    });
    for (const from of [0, 100, 200]) desk.sandbox.fault({ nth: from / 100 + 1 }, page(from));

    const { outputs } = await desk.run('gibti-get-phishing-group-info', { id: 'wanted' });

    expect(outputs['GIBTI.PhishingGroup']).toEqual([expect.objectContaining({ id: 'wanted' })]);
    expect(desk.asked()).toEqual([
      'GET attacks/phishing_group/updated?q=id:wanted',
      'GET attacks/phishing_group/updated?q=id:wanted&seqUpdate=100',
      'GET attacks/phishing_group/updated?q=id:wanted&seqUpdate=200',
    ]);
  });

  it.each([
    ['nothing', []],
    ['only others', [{ id: 'other' }]],
    ['things without an id', [{}, null, 'text']],
  ])('is not found where the search gives %s', async (_what, items) => {
    const desk = await openDesk();
    desk.sandbox.fault(1, { kind: 'status', status: 200, body: { count: items.length, items, seqUpdate: 1 } });

    const error = await failureOf(desk.run('gibti-get-osi-public-leak-info', { id: 'gone' }));

    expect(error.kind).toBe('refused');
    expect(error.message).toBe('Status code: 404. Message: Not found. osi/public_leak has no record with ID gone.');
  });

  it('ends where the vendor gives the same page again and again', async () => {
    const desk = await openDesk();
    const body = { count: 900, items: [{ id: 'other' }], seqUpdate: 7 };
    desk.sandbox.fault({ times: Number.POSITIVE_INFINITY }, { kind: 'status', status: 200, body });

    const error = await failureOf(desk.run('gibti-get-osi-public-leak-info', { id: 'gone' }));

    expect(error.detail.status).toBe(404);
    expect(desk.asked()).toHaveLength(2);
  });
});
