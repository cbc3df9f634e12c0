import type { Incident } from '../../domain/incident.ts';
import type { StatusSetting, Vendor } from '../../ports/vendor.ts';
import type { VendorDeps, VendorModule } from '../vendor-module.ts';
import { alarmsFeed } from './alarms.ts';
import { alarmBase, plainBase } from './base-url.ts';
import { createClient } from './client.ts';
import { requestRemoval, requestTakedown, statusCommand, updateStatus } from './commands.ts';
import { listCves, listSubscribedCves } from './cve-commands.ts';
import { indicatorsFeed } from './indicators.ts';
import { createIocClient } from './ioc-client.ts';
import { presentAlarm } from './present.ts';
import { refreshFeed } from './refresh.ts';
import { fetchIncidents, listIndicators } from './retrieval-commands.ts';
import { threatmonSettings } from './settings.ts';
import type { ThreatmonSettings } from './settings.ts';
import { createTaxiiClient } from './taxii-client.ts';
import { taxiiFeed } from './taxii.ts';
import { testConnection } from './test.ts';
import { alarmStatuses } from './words.ts';

const statuses: StatusSetting = {
  words: alarmStatuses,
  command: ({ externalId }: Incident, status: string) => ({
    name: statusCommand,
    args: { alarmId: externalId, status },
  }),
};

/** A ThreatMon account: alarms with their refresh, indicators where they are configured, and the commands. */
export function createThreatmon(settings: ThreatmonSettings, deps: VendorDeps): Vendor {
  const { name, fetch, ioc, taxii, dataRemovalPath } = settings;
  const client = createClient(settings, deps);
  const iocClient = ioc && createIocClient(settings, ioc, deps);
  const taxiiClient = taxii && createTaxiiClient(settings, taxii, deps);
  const parts = { client, settings, log: deps.log };
  return {
    feeds: [
      alarmsFeed(parts),
      ...(fetch.refresh === 'off' ? [] : [refreshFeed(parts, fetch.refresh)]),
      ...(ioc && iocClient ? [indicatorsFeed({ client: iocClient, ioc, instance: name })] : []),
      ...(taxii && taxiiClient ? [taxiiFeed({ client: taxiiClient, taxii, instance: name })] : []),
    ],
    commands: [
      updateStatus(client),
      requestTakedown(client),
      ...(dataRemovalPath === undefined ? [] : [requestRemoval(client, dataRemovalPath)]),
      fetchIncidents(client),
      listCves(client),
      listSubscribedCves(client),
      ...(iocClient ? [listIndicators(iocClient)] : []),
    ],
    statuses,
    present: presentAlarm,
    test: async (signal) =>
      testConnection(
        {
          client,
          ...(iocClient && { ioc: iocClient }),
          ...(taxiiClient && { taxii: taxiiClient }),
          urls: { alarms: originOf(client.baseUrl), ioc: originOf(ioc?.url), taxii: originOf(taxii?.url) },
          usesProxy: settings.proxy !== 'off',
        },
        signal,
      ),
  };
}

function originOf(url: string | undefined): string {
  return url === undefined ? '' : new URL(plainBase(url)).origin;
}

export const threatmon: VendorModule<typeof threatmonSettings> = {
  name: 'threatmon',
  title: 'ThreatMon',
  settings: threatmonSettings,
  create: createThreatmon,
  urlOf: ({ url }) => alarmBase(url),
};
