import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/domain/json.ts';
import { firstId, fixtureItems, openDesk, tablesIn } from './desk.ts';

describe('what a record holds', () => {
  it('names each indicator once, with what stands beside it, and what its severity says', async () => {
    const desk = await openDesk({ items: fixtureItems('attacks/deface') });

    const { sections, outputs } = await desk.run('gibti-get-attacks-deface-info', { id: firstId('attacks/deface') });

    const tables = tablesIn(sections).filter(({ title }) => title.endsWith(' indicator'));
    expect(tables).toEqual([
      {
        title: 'URL indicator',
        columns: ['Value', 'Score'],
        rows: [['http://victim-one.example/?sky008', 'Suspicious']],
      },
      { title: 'Domain indicator', columns: ['Value', 'Score'], rows: [['victim-one.example', 'Suspicious']] },
      {
        title: 'IP indicator',
        columns: ['Value', 'ASN', 'Country', 'Region', 'Provider', 'Score'],
        rows: [['192.0.2.133', 'AS25504', 'Germany', 'Europe', 'Example Hosting AG', 'Suspicious']],
      },
    ]);
    expect(outputs).toMatchObject({
      URL: [{ Data: 'http://victim-one.example/?sky008' }],
      Domain: [{ Name: 'victim-one.example' }],
      IP: [{ Address: '192.0.2.133', ASN: 'AS25504', Geo: { Country: 'Germany' } }],
    });
    expect(outputs.DBotScore).toContainEqual({ Indicator: '192.0.2.133', Type: 'ip', Vendor: 'GIB TI', Score: 2 });
  });

  it('puts together what the parts of a record say of one address', async () => {
    const collection = 'attacks/phishing_group';
    const desk = await openDesk({ items: fixtureItems(collection) });

    const { sections } = await desk.run('gibti-get-phishing-group-info', { id: firstId(collection) });

    expect(tablesIn(sections).find(({ title }) => title === 'IP indicator')).toMatchObject({
      columns: ['Value', 'Country', 'City', 'Provider', 'Score'],
      rows: [['192.0.2.186', 'Ukraine', 'Kiev', 'Example Line Holding', 'Bad']],
    });
  });

  it.each([
    ['green', 1],
    ['orange', 2],
    ['RED', 3],
    ['gray', 0],
    [null, 0],
  ])('scores the indicators of a %s record with %i', async (severity, score) => {
    const item = { id: 'x', domain: 'cnc.example', evaluation: { severity } };
    const desk = await openDesk({ items: [{ collection: 'malware/cnc', item }] });

    const { outputs } = await desk.run('gibti-get-malware-cnc-info', { id: 'x' });

    expect(outputs.DBotScore).toEqual([{ Indicator: 'cnc.example', Type: 'domain', Vendor: 'GIB TI', Score: score }]);
  });

  it('names hashes, e-mail addresses and CVEs, and tells hashes apart', async () => {
    const hashes = { md5: 'a'.repeat(32), sha1: 'b'.repeat(40), sha256: 'c'.repeat(64) };
    const params = { name: 'setup.exe', size: 9, hashes };
    const item = { id: 't', cveList: [{ name: 'CVE-2024-3400' }], indicators: [{ type: 'file', params }] };
    const kit = { id: 'k', emails: ['drop@mail.example'] };
    const desk = await openDesk({
      items: [
        { collection: 'apt/threat', item },
        { collection: 'attacks/phishing_kit', item: kit },
      ],
    });

    const threat = await desk.run('gibti-get-threat-info', { id: 't', isAPT: 'true' });
    const found = await desk.run('gibti-get-phishing-kit-info', { id: 'k' });

    expect(threat.outputs.File).toEqual([{ SHA256: hashes.sha256 }, { SHA1: hashes.sha1 }, { MD5: hashes.md5 }]);
    expect(threat.outputs.CVE).toEqual([{ ID: 'CVE-2024-3400' }]);
    const files = tablesIn(threat.sections).find(({ title }) => title === 'File indicator');
    expect(files?.columns).toEqual(['Value', 'Name', 'Size', 'MD5', 'SHA-1', 'SHA-256', 'Score']);
    expect(found.outputs.Email).toEqual([{ Address: 'drop@mail.example' }]);
  });

  it('has the mapped names of the contract beside the vendor’s own', async () => {
    const desk = await openDesk({
      items: fixtureItems('compromised/account_group', 'attacks/ddos', 'osi/git_repository'),
    });

    const account = await desk.run('gibti-get-compromised-account-info', { id: firstId('compromised/account_group') });
    const ddos = await desk.run('gibti-get-attacks-ddos-info', { id: firstId('attacks/ddos') });
    const leak = await desk.run('gibti-get-osi-git-leak-info', { id: firstId('osi/git_repository') });

    expect(account.outputs['GIBTI.CompromisedAccountGroup']?.[0]).toMatchObject({
      name: 'examplelogin',
      login: 'examplelogin',
      eventCount: 1,
      events_table: [{ asn: 'AS1111', city: 'City', ip: '1.1.0.1', countryCode: 'NL' }],
    });
    expect(account.outputs['GIBTIA.CompromisedAccount']?.[0]).toMatchObject({
      client: [{ ipv4: { asn: 'AS1111', countryName: 'Netherlands' } }],
      portalLink: expect.stringMatching(/\/cd\/accounts\?id=/) as string,
    });
    expect(ddos.outputs['GIBTI.AttacksDDoS']?.[0]).toMatchObject({
      name: '192.0.2.15',
      target: { ip: '192.0.2.15', city: 'Fairfield', ipv4: { ip: '192.0.2.15' }, port: 5353 },
    });
    expect(leak.outputs['GIBTI.GitLeak']?.[0]).toMatchObject({
      files: expect.arrayContaining([
        expect.objectContaining({ file_name: 'README.md', authorName: 'example', matchesType: ['readme'] }),
      ]) as JsonObject[],
    });
  });

  it('is bare of nulls, whatever shapes its fields have', async () => {
    const item = { id: 'x', events: 'none', malware: [null], evaluation: [], login: null, service: 7 };
    const desk = await openDesk({ items: [{ collection: 'compromised/account_group', item }] });

    const { outputs } = await desk.run('gibti-get-compromised-account-info', { id: 'x' });

    expect(outputs['GIBTI.CompromisedAccountGroup']?.[0]).not.toHaveProperty('login');
  });
});
