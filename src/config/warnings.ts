import type { Config, InstanceCommon } from './schema.ts';

const openRights = [
  ['act', 'takedowns and whatever else costs or cannot be undone'],
  ['admin', 'fetch, pause, resume and outbox'],
] as const;

/**
 * What an operator should know although nothing is wrong; said at every start. A right that the file itself gives to
 * everyone (`access` as written) was chosen and needs no warning.
 */
export function warningsOf({ instances }: Pick<Config, 'instances'>, access: unknown): readonly string[] {
  const written = new Set(Object.keys(access ?? {}));
  const open = openRights.filter(([right]) => !written.has(right));
  return [
    ...open.map(
      ([right, meaning]) => `access.${right} is not set: it is open to everyone in the workspace (${meaning})`,
    ),
    ...instances.flatMap(trusting),
  ];
}

function trusting({ name, insecure }: InstanceCommon): readonly string[] {
  if (insecure !== true) return [];
  return [`instance ${name}: insecure is on, so any certificate is trusted and its key can be read on the way`];
}
