import type { types } from '@slack/bolt';
import { assertNever } from '../../domain/errors.ts';
import type { Actions, Block, RichTextBlockElement, RichTextElement } from './block-kit.ts';
import { cutMrkdwn } from './cut-mrkdwn.ts';
import { cut, lengthOf } from './escape.ts';
import { fitElement } from './fit-element.ts';

const max = {
  header: 150,
  section: 3000,
  field: 2000,
  fields: 10,
  contextElements: 10,
  actionElements: 25,
  richText: 3000,
  tableRows: 100,
  tableColumns: 20,
  label: 2000,
} as const;

/** A block within Slack's limits (PLATFORM §1.1); absent where nothing is left of it to show. */
export function fitBlock(block: Block): Block | undefined {
  switch (block.type) {
    case 'header':
      return fitted(block.text, max.header, (text) => ({ ...block, text }));
    case 'section':
      return fitSection(block);
    case 'context':
      return notEmpty(block.elements.slice(0, max.contextElements).flatMap(fitContextElement), (elements) => ({
        ...block,
        elements,
      }));
    case 'actions':
      return fitActions(block);
    case 'rich_text':
      return notEmpty(block.elements.flatMap(fitRichElement), (elements) => ({ ...block, elements }));
    case 'table':
      return fitTable(block);
    case 'input':
      return fitInput(block);
    case 'divider':
      return block;
    default:
      return assertNever(block);
  }
}

/** A text object of at most `most` code points; absent where it says nothing. */
function fitText<T extends types.TextObject>(text: T, most: number): T | undefined {
  if (text.text.trim() === '') return undefined;
  return { ...text, text: text.type === 'mrkdwn' ? cutMrkdwn(text.text, most) : cut(text.text, most) };
}

function fitted<T extends types.TextObject>(text: T, most: number, use: (text: T) => Block): Block | undefined {
  const fit = fitText(text, most);
  return fit === undefined ? undefined : use(fit);
}

function notEmpty<T>(items: T[], use: (items: T[]) => Block): Block | undefined {
  return items.length === 0 ? undefined : use(items);
}

function fitSection(block: types.SectionBlock): Block | undefined {
  const { text, fields, ...rest } = block;
  const fit = text === undefined ? undefined : fitText(text, max.section);
  const fitFields = (fields ?? []).flatMap((field) => fitText(field, max.field) ?? []).slice(0, max.fields);
  if (fit === undefined && fitFields.length === 0) return undefined;
  return { ...rest, ...(fit !== undefined && { text: fit }), ...(fitFields.length > 0 && { fields: fitFields }) };
}

function fitContextElement(element: types.ContextBlockElement): types.ContextBlockElement[] {
  if (element.type === 'image') return [element];
  const fit = fitText(element, max.section);
  return fit === undefined ? [] : [fit];
}

function fitActions(block: Actions): Block | undefined {
  const seen = new Set<string>();
  const elements = block.elements.flatMap((element) => {
    const fit = fitElement(element);
    const id = fit?.action_id;
    if (fit === undefined || (id !== undefined && (seen.has(id) || lengthOf(id) > 255))) return [];
    if (id !== undefined) seen.add(id);
    return [fit];
  });
  return notEmpty(elements.slice(0, max.actionElements), (kept) => ({ ...block, elements: kept }));
}

function fitRichElement(element: RichTextBlockElement): RichTextBlockElement[] {
  if (element.type === 'rich_text_list') {
    const elements = element.elements.filter((item) => item.elements.length > 0).map((item) => fitRichSection(item));
    return elements.length === 0 ? [] : [{ ...element, elements }];
  }
  if (element.elements.length === 0) return [];
  if (element.type === 'rich_text_section') return [fitRichSection(element)];
  return [element.type === 'rich_text_quote' ? fitRichSection(element) : fitPreformatted(element)];
}

function fitRichSection<T extends { readonly elements: RichTextElement[] }>(part: T): T {
  return { ...part, elements: part.elements.map(fitRichText) };
}

function fitPreformatted(part: types.RichTextPreformatted): types.RichTextPreformatted {
  return {
    ...part,
    elements: part.elements.map((element) =>
      element.type === 'text' ? { ...element, text: orBlank(cut(element.text, max.richText)) } : element,
    ),
  };
}

function fitRichText(element: RichTextElement): RichTextElement {
  return element.type === 'text' ? { ...element, text: orBlank(cut(element.text, max.richText)) } : element;
}

function orBlank(text: string): string {
  return text === '' ? ' ' : text;
}

function fitTable(block: types.TableBlock): Block | undefined {
  const { column_settings: settings, ...rest } = block;
  const rows = block.rows.slice(0, max.tableRows).map((row) => row.slice(0, max.tableColumns).map(fitCell));
  if (rows.length === 0 || rows.some((row) => row.length === 0)) return undefined;
  return { ...rest, rows, ...(settings !== undefined && { column_settings: settings.slice(0, max.tableColumns) }) };
}

function fitCell<T extends types.TableBlock['rows'][number][number]>(cell: T): T {
  return cell.type === 'raw_text' ? { ...cell, text: cell.text === '' ? '–' : cut(cell.text, max.richText) } : cell;
}

function fitInput(block: types.InputBlock): Block | undefined {
  const { hint, label, ...rest } = block;
  const fitLabel = fitText(label, max.label);
  const fitHint = hint === undefined ? undefined : fitText(hint, max.label);
  if (fitLabel === undefined) return undefined;
  return { ...rest, label: fitLabel, ...(fitHint !== undefined && { hint: fitHint }) };
}
