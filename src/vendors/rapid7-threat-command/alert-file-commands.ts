import * as z from 'zod';
import type { Section } from '../../domain/answer.ts';
import type { Command, CommandFile } from '../../domain/command.ts';
import { VendorError } from '../../domain/errors.ts';
import { defineCommand } from '../define-command.ts';
import { alertId, alertOfIncident } from './alert-command.ts';
import { readAlert } from './alert-details.ts';
import { csvFile, readAlertCsv, readAlertImage } from './alert-files.ts';
import { contextPath, said } from './answers.ts';
import type { Rapid7Client } from './client.ts';
import { csvRecords, readCsv, secretColumns } from './csv.ts';
import type { CsvTable } from './csv.ts';
import { inParallel } from './in-parallel.ts';

const imagesAtOnce = 4;
const rowsShown = 20;

/** An alert's images and its CSV, as files. Source: CONTRACT.md §4.2, §7.3. */
export function alertFileCommands(client: Rapid7Client): readonly Command[] {
  return [listImages(client), getCsv(client)];
}

type Image = { readonly file: CommandFile } | { readonly failure: string };

function listImages(client: Rapid7Client): Command {
  return defineCommand({
    name: 'threat-command-alert-image-list',
    summary: "An alert's images, as files",
    needs: 'read',
    args: z.object({ alert_id: alertId }),
    fromIncident: alertOfIncident,
    async run({ alert_id: id }, { signal }) {
      const { alert } = await readAlert(client, id, signal);
      const images = await inParallel([...new Set(alert.images)], imagesAtOnce, async (image) =>
        imageOf(client, image, signal),
      );
      if (images.length === 0) return said(`Alert "${id}" does not contain images.`);
      const failures = images.flatMap((image) => ('failure' in image ? [image.failure] : []));
      return said(`Alert "${id}" Images list.`, {
        sections: failures.length === 0 ? [] : [{ kind: 'list', items: failures }],
        files: images.flatMap((image) => ('file' in image ? [image.file] : [])),
      });
    },
  });
}

/** An image that cannot be read is named; the others come all the same. */
async function imageOf(client: Rapid7Client, image: string, signal: AbortSignal): Promise<Image> {
  try {
    const file = await readAlertImage(client, image, signal);
    return file === undefined ? { failure: `Image "${image}" does not exist any more.` } : { file };
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return { failure: `Image "${image}" could not be read: ${error.message}` };
  }
}

function getCsv(client: Rapid7Client): Command {
  return defineCommand({
    name: 'threat-command-alert-csv-get',
    summary: "An alert's CSV, as a file and as a table",
    needs: 'read',
    args: z.object({ alert_id: alertId }),
    outputs: [{ path: contextPath('CSV'), key: 'alert_id', summary: "The CSV's rows, by column name" }],
    fromIncident: alertOfIncident,
    async run({ alert_id: id }, { signal }) {
      const bytes = await readAlertCsv(client, id, signal);
      if (bytes === undefined) return said(`Alert "${id}" does not have a CSV file.`);
      const table = readCsv(bytes);
      const text = `Alert "${id}" CSV file.`;
      return said(text, {
        sections: table === undefined ? [] : [sectionOf(text, table)],
        outputs: { [contextPath('CSV')]: [{ alert_id: id, content: table === undefined ? [] : csvRecords(table) }] },
        files: [csvFile(id, bytes)],
      });
    },
  });
}

/** The first rows; columns without a name and any cell say nothing. */
function sectionOf(title: string, table: CsvTable): Section {
  const { header, rows } = table;
  const kept = header.flatMap((name, index) =>
    name !== '' || rows.some((row) => (row[index] ?? '') !== '') ? [index] : [],
  );
  const shown = rows.slice(0, rowsShown);
  return {
    kind: 'table',
    table: {
      title: rows.length > rowsShown ? `${title} The first ${rowsShown} of ${rows.length} rows:` : title,
      columns: kept.map((index) => header[index] ?? ''),
      rows: shown.map((row) => kept.map((index) => row[index] ?? '')),
      sensitive: secretColumns(table),
    },
  };
}
