import * as z from 'zod';
import { assertNever } from '../domain/errors.ts';
import type { Instance } from '../ports/vendor.ts';
import { declaring } from './declaring.ts';
import { groupIb } from './group-ib/index.ts';
import { rapid7ThreatCommand } from './rapid7-threat-command/index.ts';
import { threatmon } from './threatmon/index.ts';
import type { VendorDeps, VendorModule } from './vendor-module.ts';

/** Every vendor. Adding one touches this file and its own folder. */
export const vendorModules: readonly VendorModule[] = [threatmon, rapid7ThreatCommand, groupIb];

/** An instance of the configuration; its `vendor` says which keys it has. */
export const instanceSettingsSchema = z.discriminatedUnion('vendor', [
  threatmon.settings,
  rapid7ThreatCommand.settings,
  groupIb.settings,
]);
export type InstanceSettings = z.output<typeof instanceSettingsSchema>;

/** An instance ready to be asked; `defaults` stand where its settings say nothing. */
export function createInstance(
  settings: InstanceSettings,
  deps: VendorDeps,
  defaults: { readonly channel: string },
): Instance {
  switch (settings.vendor) {
    case 'threatmon':
      return build(threatmon, settings, { deps, defaults });
    case 'rapid7-threat-command':
      return build(rapid7ThreatCommand, settings, { deps, defaults });
    case 'group-ib':
      return build(groupIb, settings, { deps, defaults });
    default:
      return assertNever(settings);
  }
}

/** An instance of each vendor with everything switched on, to read its declarations; it cannot be asked. */
export function exampleInstances(name: string): readonly Instance[] {
  return vendorModules.map(({ example }) =>
    createInstance(instanceSettingsSchema.parse({ ...example, name }), declaring, { channel: '' }),
  );
}

function build<Settings extends z.ZodObject>(
  module: VendorModule<Settings>,
  settings: z.output<Settings> & InstanceSettings,
  { deps, defaults }: { readonly deps: VendorDeps; readonly defaults: { readonly channel: string } },
): Instance {
  const { name, channel = defaults.channel, reliability, insecure, timeout, fetch } = settings;
  return {
    name,
    vendorName: module.name,
    vendorTitle: module.title,
    url: module.urlOf(settings),
    channel,
    reliability,
    insecure,
    timeoutMs: timeout,
    fetchEnabled: fetch.enabled,
    vendor: module.create(settings, deps),
  };
}
