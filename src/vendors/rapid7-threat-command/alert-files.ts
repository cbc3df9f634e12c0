import type { Table } from '../../domain/card.ts';
import type { CommandFile } from '../../domain/command.ts';
import { VendorError } from '../../domain/errors.ts';
import type { Incident } from '../../domain/incident.ts';
import { alertPath, alertsPath } from './alert-command.ts';
import { csvAttachment, imagePrefix } from './alert-draft.ts';
import type { Rapid7Client } from './client.ts';
import { maskedCsv, readCsv, secretColumns } from './csv.ts';
import type { CsvTable } from './csv.ts';
import { isErrorWord } from './failures.ts';
import { pathPart } from './intelligence/paths.ts';

/** An alert's CSV as it came; absent where it has none, which the API tells by a 400. Source: CONTRACT.md §4.2. */
export async function readAlertCsv(
  client: Rapid7Client,
  alertId: string,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  try {
    const { bytes } = await client.raw({ method: 'GET', path: alertPath('csv-file', alertId), signal });
    return bytes.length === 0 ? undefined : bytes;
  } catch (error) {
    if (error instanceof VendorError && error.detail.status === 400 && !isErrorWord(error.detail.body ?? ''))
      return undefined;
    throw error;
  }
}

/** One image of an alert, named by its real format; absent where it is gone. */
export async function readAlertImage(
  client: Rapid7Client,
  imageId: string,
  signal: AbortSignal,
): Promise<CommandFile | undefined> {
  try {
    const path = `${alertsPath}/alert-image/${pathPart(imageId)}`;
    const { bytes } = await client.raw({ method: 'GET', path, signal });
    if (bytes.length === 0) return undefined;
    const { ending, type } = formatOf(bytes);
    return { name: `${fileName(imageId)}.${ending}`, type, bytes };
  } catch (error) {
    if (error instanceof VendorError && error.detail.status === 404) return undefined;
    throw error;
  }
}

/** The CSV of an alert as a file for people. */
export function csvFile(alertId: string, bytes: Uint8Array): CommandFile {
  const table = readCsv(bytes);
  return {
    name: `${fileName(alertId)}.csv`,
    type: 'text/csv',
    bytes: maskedCsv(bytes),
    ...(table !== undefined && { preview: previewOf(table) }),
  };
}

function previewOf(table: CsvTable): Table {
  const { header, rows } = table;
  return { title: `The CSV of the alert, ${rows.length} rows`, columns: header, rows, sensitive: secretColumns(table) };
}

/** `Vendor.attachment`: a file that belongs into an incident's thread. */
export async function readAttachment(
  client: Rapid7Client,
  { incident, id, signal }: { readonly incident: Incident; readonly id: string; readonly signal: AbortSignal },
): Promise<CommandFile | undefined> {
  if (id.startsWith(imagePrefix)) return readAlertImage(client, id.slice(imagePrefix.length), signal);
  if (id !== csvAttachment) return undefined;
  const bytes = await readAlertCsv(client, incident.externalId, signal);
  return bytes === undefined ? undefined : csvFile(incident.externalId, bytes);
}

/** An id may hold anything; a file's name may not. */
function fileName(id: string): string {
  return id.replaceAll(/[^\w.-]+/g, '_').replace(/^\.+/, '_');
}

const formats: readonly { readonly starts: RegExp; readonly ending: string; readonly type: string }[] = [
  { starts: /^\x89PNG/, ending: 'png', type: 'image/png' },
  { starts: /^\xff\xd8\xff/, ending: 'jpeg', type: 'image/jpeg' },
  { starts: /^GIF8/, ending: 'gif', type: 'image/gif' },
  { starts: /^RIFF.{4}WEBP/s, ending: 'webp', type: 'image/webp' },
  { starts: /^BM/, ending: 'bmp', type: 'image/bmp' },
];

/** By its first bytes: the API names no format. Without a known one, as the published client has it. */
function formatOf(bytes: Uint8Array): { readonly ending: string; readonly type: string } {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return formats.find(({ starts }) => starts.test(start)) ?? { ending: 'png', type: 'application/octet-stream' };
}
