import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { loadConfig } from '../src/config/load.ts';
import type { Config } from '../src/config/schema.ts';
import { startOpsServer } from '../src/ops/http-server.ts';
import { createMetrics } from '../src/ops/metrics.ts';
import { instanceSettingsSchema } from '../src/vendors/index.ts';

const root = resolve(import.meta.dirname, '..');
const read = async (path: string): Promise<string> => readFile(join(root, path), 'utf8');
const yaml = async <T>(path: string): Promise<T> => parse(await read(path), { merge: true }) as T;

interface Compose {
  readonly services: { readonly picket: Service };
  readonly secrets: { readonly [name: string]: unknown };
}
interface Service {
  readonly expose: readonly string[];
  readonly volumes: readonly string[];
  readonly secrets: readonly string[];
  readonly stop_grace_period: string;
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
  readonly build: { readonly context: string; readonly dockerfile: string };
}
interface Deployment {
  readonly spec: { readonly template: { readonly spec: Pod } };
}
interface Pod {
  readonly terminationGracePeriodSeconds: number;
  readonly securityContext: { readonly [key: string]: unknown };
  readonly containers: readonly [Container];
}
interface Container {
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly lifecycle: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
}
interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}
interface Package {
  readonly files: readonly string[];
  readonly scripts: { readonly start: string };
  readonly dependencies: { readonly [name: string]: string };
  readonly devDependencies: { readonly [name: string]: string };
}

const dockerfile = await read('deploy/Dockerfile');
const unit = await read('deploy/picket.service');
const composes = {
  postgres: await yaml<Compose>('deploy/compose.yaml'),
  embedded: await yaml<Compose>('deploy/compose.embedded.yaml'),
};
const pod = (await yaml<Deployment>('deploy/kubernetes/deployment.yaml')).spec.template.spec;
const [container] = pod.containers;
const packageJson = await yaml<Package>('package.json');

/** What stands behind a word at the beginning of a line. */
function after(text: string, word: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^${word}[ =](.+)$`, 'gm'))].map((match) => match[1] ?? '');
}

const stage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
const configPath = /PICKET_CONFIG=(\S+)/.exec(stage)?.[1] ?? '';
const [port = ''] = after(stage, 'EXPOSE');
const [user = ''] = after(stage, 'USER');
const copied = after(stage, 'COPY').flatMap((line) => (line.startsWith('--from') ? [] : line.split(' ').slice(0, -1)));

const standIns: { readonly [name: string]: string } = {
  'slack-bot-token': 'xoxb-1\n',
  'slack-app-token': 'xapp-1\n',
  'database-url': 'postgres://picket:p@database/picket\n',
};
const credentials = after(unit, 'LoadCredential').map((line) => line.split(':')[0] ?? '');
const secret = await yaml<{ readonly stringData: { readonly [name: string]: string } }>(
  'deploy/kubernetes/secret.example.yaml',
);
const secretsMount = container.volumeMounts.find(({ name }) => name === 'secrets')?.mountPath ?? '';

type Configuration = readonly [path: string, names: readonly string[], folder: string];

/** Each configuration, with the files of secrets that its deployment puts in place. */
const configurations = [
  ['deploy/config/picket.postgres.yaml', composes.postgres.services.picket.secrets, '/run/secrets'],
  ['deploy/config/picket.embedded.yaml', composes.embedded.services.picket.secrets, '/run/secrets'],
  ['deploy/config/picket.systemd.yaml', credentials, '/run/credentials/picket.service'],
  ['deploy/kubernetes/picket.yaml', Object.keys(secret.stringData), secretsMount],
] as const satisfies readonly Configuration[];

async function load([path, names, folder]: Configuration): Promise<Config> {
  const missing = Object.assign(new Error('missing'), { code: 'ENOENT' });
  const open = async (file: string): Promise<string> => {
    if (file === path) return read(path);
    if (dirname(file) !== folder || !names.includes(basename(file))) throw missing;
    return standIns[basename(file)] ?? 'secret\n';
  };
  return loadConfig({ path, read: open, env: {}, instances: instanceSettingsSchema });
}

async function files(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('the configurations in deploy/', () => {
  it.each(configurations)('%s loads with the secrets that its deployment has', async (path, names, folder) => {
    const { instances, warnings, http } = await load([path, names, folder]);

    expect(instances).toHaveLength(1);
    expect(warnings).toEqual([]);
    expect(http).toEqual({ port: Number(port), host: path.includes('systemd') ? '127.0.0.1' : '0.0.0.0' });
  });

  it('are all tried here', async () => {
    const found = (await files('deploy')).filter((path) => /\/picket[^/]*\.yaml$/.test(path));

    expect(found.toSorted()).toEqual(configurations.map(([path]) => join(root, path)).toSorted());
  });

  it('keep an embedded store where the deployment lets Picket write', async () => {
    const path = async (at: 1 | 2): Promise<string | undefined> => {
      const { url } = (await load(configurations[at])).store;
      return url.kind === 'file' ? dirname(url.path) : undefined;
    };

    expect(after(stage, 'VOLUME')).toEqual([await path(1)]);
    expect(composes.embedded.services.picket.volumes).toContain(`data:${await path(1)}`);
    expect(`/var/lib/${after(unit, 'StateDirectory')[0]}`).toBe(await path(2));
  });
});

describe('the image', () => {
  it('holds all of the package but its documentation, and .dockerignore lets it in', async () => {
    const ignored = (await read('.dockerignore')).split('\n');

    expect(copied).toEqual(expect.arrayContaining(packageJson.files.filter((file) => file !== 'docs')));
    expect(ignored).toEqual(expect.arrayContaining(['*', ...copied.map((file) => `!${file}`)]));
    expect(ignored).toContain('!package-lock.json');
    expect(dockerfile).toContain('npm ci --omit=dev');
  });

  it('starts as npm start does, on the Node.js that the tests run on', () => {
    const words = [...after(stage, 'ENTRYPOINT'), ...after(stage, 'CMD')].flatMap((list) => parse(list) as string[]);

    expect(words.join(' ')).toBe(packageJson.scripts.start);
    expect(after(unit, 'ExecStart')[0]).toContain(`/${packageJson.scripts.start} `);
    expect(after(dockerfile, 'FROM')[0]).toMatch(new RegExp(`^node:${process.versions.node.split('.')[0]}-`));
  });

  it('needs at run time no package that is for development alone, and nothing of the sandbox', async () => {
    const sources = (await files('src')).filter((path) => !/src\/sandbox\/|src\/cli\/demo\.ts$/.test(path));
    const imports = /^(?:import|export) (?!type )(?:[\w*{][^;'=]*? from )?'([^']+)';$|\bimport\('([^']+)'\)/gm;
    const found = await Promise.all(
      sources.map(async (path) => {
        const names = [...(await readFile(path, 'utf8')).matchAll(imports)].map(([, a, b]) => a ?? b ?? '');
        return names.map((name) => (name.startsWith('.') ? resolve(dirname(path), name) : name));
      }),
    );
    const packages = found.flat().filter((name) => !name.startsWith('/') && !name.startsWith('node:'));
    const names = packages.map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0]);

    expect(names).toContain('yaml');
    expect(Object.keys(packageJson.dependencies)).toEqual(expect.arrayContaining([...new Set(names)]));
    expect(found.flat().filter((name) => name.includes('/src/sandbox/'))).toEqual([]);
  });
});

describe('the deployments', () => {
  it('agree on user, port and places', () => {
    const [uid, gid] = user.split(':').map(Number);

    expect(stage).toContain(`--uid ${uid} `);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: uid, runAsGroup: gid, fsGroup: gid });
    expect(container.ports).toEqual([{ name: 'http', containerPort: Number(port) }]);
    expect(container.volumeMounts.find(({ name }) => name === 'configuration')?.mountPath).toBe(dirname(configPath));
    for (const [name, { services, secrets }] of Object.entries(composes)) {
      expect(services.picket.expose).toEqual([port]);
      expect(services.picket.volumes).toContain(`./config/picket.${name}.yaml:${configPath}:ro`);
      expect(Object.keys(secrets)).toEqual(services.picket.secrets);
    }
  });

  it('harden both compose services alike', () => {
    for (const { services } of Object.values(composes)) {
      const { read_only, cap_drop, security_opt, build } = services.picket;
      expect({ read_only, cap_drop, security_opt }).toEqual({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
      expect(build).toEqual({ context: '..', dockerfile: 'deploy/Dockerfile' });
    }
  });

  it('give Picket more than the ten seconds that it takes to stop', () => {
    const graces = [
      ...Object.values(composes).map(({ services }) => Number.parseInt(services.picket.stop_grace_period, 10)),
      Number(after(unit, 'TimeoutStopSec')[0]),
      pod.terminationGracePeriodSeconds - container.lifecycle.preStop.sleep.seconds,
    ];

    expect(Math.min(...graces)).toBeGreaterThan(10);
  });

  it('ask for paths that Picket answers', async () => {
    const ingress = /path: (\S+)/.exec(await read('deploy/kubernetes/ingress.example.yaml'))?.[1] ?? '';
    const checked = new RegExp(`127\\.0\\.0\\.1:${port}(/\\w+)`).exec(stage)?.[1] ?? '';
    const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
    const server = await startOpsServer({
      host: '127.0.0.1',
      port: 0,
      ready: async () => ({ ok: true, reasons: [] }),
      metrics: createMetrics(),
      slackEvents: (_, response) => void response.writeHead(200).end(),
    });
    onTestFinished(async () => server.close());

    for (const path of [ingress, checked, ...probes.map(({ httpGet }) => httpGet.path)])
      expect(`${path} ${(await fetch(`http://127.0.0.1:${server.port}${path}`)).status}`).toMatch(/^\/.* 200$/);
    expect(probes.map(({ httpGet }) => httpGet.port)).toEqual(['http', 'http', 'http']);
  });

  it('list every manifest that is no example', async () => {
    const { resources } = await yaml<{ readonly resources: readonly string[] }>('deploy/kubernetes/kustomization.yaml');
    const names = (await readdir(join(root, 'deploy/kubernetes'))).filter((name) => !name.includes('example'));
    const manifests = names.filter((name) => name !== 'kustomization.yaml' && name !== 'picket.yaml');

    expect(resources.toSorted()).toEqual(manifests.toSorted());
    for (const name of names) expect(parseAllDocuments(await read(`deploy/kubernetes/${name}`))).not.toHaveLength(0);
  });
});

describe('the alerts', () => {
  it('ask for metrics that Picket has', async () => {
    const metrics = await createMetrics().text();
    const rules = await read('deploy/prometheus-rules.yaml');
    const asked = new Set([...rules.matchAll(/\b((?:picket|process|nodejs)_\w+)\{/g)].map((match) => match[1] ?? ''));

    expect(asked.size).toBeGreaterThan(6);
    for (const name of asked) expect(metrics).toContain(`# TYPE ${name.replace(/_bucket$/, '')} `);
  });
});
