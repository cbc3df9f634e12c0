import { describe, expect, it } from 'vitest';
import { firstId, fixtureItems, openDesk } from './desk.ts';

describe('gibti-get-indicators', () => {
  it('gives those of the newest records', async () => {
    const desk = await openDesk({ items: fixtureItems('malware/cnc') });

    const { text, outputs } = await desk.run('gibtia-get-indicators', { collection: 'malware/cnc', limit: '2' });

    expect(desk.asked()).toEqual(['GET malware/cnc?limit=2']);
    expect(text).toBe('Indicators from malware/cnc (2)');
    expect(outputs['GIBTI.Indicator']).toMatchObject([
      { value: 'cnc-three.example' },
      { value: '192.0.2.75', kind: 'ip' },
    ]);
  });

  it('gives those of one record', async () => {
    const desk = await openDesk({ items: fixtureItems('ioc/common') });
    const id = firstId('ioc/common');

    const { outputs } = await desk.run('gibti-get-indicators', { collection: 'ioc/common', id });

    expect(desk.asked()).toEqual([`GET ioc/common/${id}`]);
    expect(outputs['GIBTI.Indicator']).toHaveLength(3);
  });

  it('says where there are none', async () => {
    const desk = await openDesk();

    expect((await desk.run('gibti-get-indicators', { collection: 'ioc/common' })).text).toBe(
      'No indicators were found.',
    );
  });

  const wrong = 'Incorrect collection name. Please, choose one of the displayed options.';
  it.each([
    [{}, 'collection argument is required.'],
    [{ collection: 'osi/public_leak' }, wrong],
    [{ collection: 'nonsense' }, wrong],
    [{ collection: 'ioc/common', limit: '51' }, 'A limit should be lower than 50.'],
    [{ collection: 'ioc/common', limit: '0' }, 'limit must be a whole number from 1 to 50.'],
    [{ collection: 'ioc/common', limit: 'all' }, 'limit must be a whole number from 1 to 50.'],
    [{ collection: 'ioc/common', id: 'two words' }, 'id must be one word'],
  ])('refuses %j before any request', async (input, message) => {
    const desk = await openDesk();

    await expect(desk.run('gibti-get-indicators', input)).rejects.toThrow(message);
    expect(desk.asked()).toEqual([]);
  });
});
