import { describe, expect, it } from 'vitest';
import { fieldOf, fixture } from '../json.ts';
import { ask, started } from './ask.ts';

const ROOT = 'rapid7-threat-command';

describe('sources of indicators', () => {
  const document = { Name: 'Ours', Description: 'July', ConfidenceLevel: 2, Severity: 'high', Tags: ['x'] };
  const Iocs = [
    { Type: 'Domains', Value: 'evil.example' },
    { Type: 'Urls', Value: 'https://evil.example/a' },
  ];
  const add = (body: unknown) => ({ method: 'POST', body });

  it('are listed by category, as in the fixture', async () => {
    const expected = fixture(`${ROOT}/source/source_list.json`);
    const sources = Object.entries(Object(expected)).flatMap(([category, list]) => {
      return Array.isArray(list) ? list.map((source) => ({ category, ...source })) : [];
    });

    expect((await ask(await started({ sources }), '/v1/iocs/sources')).json).toEqual(expected);
  });

  it('can be made, filled and deleted', async () => {
    const sandbox = await started();
    const made = await ask(sandbox, '/v1/iocs/add-source', add({ DocumentDetails: document, Iocs }));
    const id = String(fieldOf(fieldOf(fieldOf(made.json, 'Data'), 'sourceDetails'), '_id'));

    const filled = await ask(sandbox, `/v1/iocs/add-iocs-to-source/${id}`, add({ Iocs: Iocs.slice(0, 1) }));
    const listed = await ask(sandbox, '/v1/iocs/sources');
    const deleted = await ask(sandbox, `/v1/iocs/delete-source/${id}`, { method: 'DELETE' });

    expect(made.json).toEqual({
      Success: true,
      Data: { sourceDetails: { _id: expect.any(String), SourceType: 'File' }, iocSavedCount: 2 },
    });
    expect([filled.status, deleted.status]).toEqual([200, 200]);
    expect(listed.json).toEqual({ Files: [{ _id: id, Name: 'Ours', ConfidenceLevel: 2, IsEnabled: true }] });
    expect(sandbox.holdings.sources()).toEqual([]);
    expect(sandbox.holdings.iocs().map(({ record }) => record.value)).toEqual([
      'evil.example',
      'https://evil.example/a',
    ]);
  });

  it('have names of their own: a second one of a name is refused in a 200', async () => {
    const sandbox = await started();
    await ask(sandbox, '/v1/iocs/add-source', add({ DocumentDetails: document, Iocs }));

    const again = await ask(sandbox, '/v1/iocs/add-source', add({ DocumentDetails: document, Iocs }));

    expect([again.status, again.json]).toEqual([200, fixture(`${ROOT}/source/create_document_exist.json`)]);
  });

  it.each([
    ['/v1/iocs/add-source', 'POST', { DocumentDetails: document, Iocs: [] }, 400, 'MissingIocs'],
    [
      '/v1/iocs/add-source',
      'POST',
      { DocumentDetails: { ...document, Severity: 'High' }, Iocs },
      422,
      '/DocumentDetails/Severity',
    ],
    ['/v1/iocs/add-source', 'POST', { DocumentDetails: { ...document, ConfidenceLevel: 4 }, Iocs }, 422, ''],
    ['/v1/iocs/add-source', 'POST', { DocumentDetails: document, Iocs: [{ Type: 'URLs', Value: 'x' }] }, 422, ''],
    ['/v1/iocs/add-iocs-to-source/1', 'POST', { Iocs }, 404, 'SourceDoesNotExist'],
    ['/v1/iocs/delete-source/1', 'DELETE', undefined, 404, 'SourceDoesNotExist'],
  ])('%s %s %j is refused', async (path, method, body, status, text) => {
    const answer = await ask(await started(), path, { method, body });

    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
  });
});
