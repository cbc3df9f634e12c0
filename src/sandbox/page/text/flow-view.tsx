import type { JSX } from 'preact';
import { assertNever } from '../never.ts';
import { Inlines } from './inline-view.tsx';
import { parseMrkdwn } from './mrkdwn.ts';
import type { Flow } from './nodes.ts';

/** Paragraphs, quotes, lists and preformatted text, one under the other. */
export function Flows({ flows }: { readonly flows: readonly Flow[] }): JSX.Element {
  return (
    <>
      {flows.map((flow, index) => (
        <FlowView key={index} flow={flow} />
      ))}
    </>
  );
}

/** A mrkdwn text as Slack shows it. `verbatim` leaves bare links unlinked. */
export function Mrkdwn({ text, verbatim = false }: { readonly text: string; readonly verbatim?: boolean }) {
  return <Flows flows={parseMrkdwn(text, { verbatim })} />;
}

function FlowView({ flow }: { readonly flow: Flow }): JSX.Element {
  switch (flow.type) {
    case 'paragraph':
      return (
        <div class="paragraph">
          <Inlines nodes={flow.children} />
        </div>
      );
    case 'heading':
      return (
        <div class={`heading heading-${Math.min(flow.level, 3)}`} role="heading" aria-level={flow.level + 2}>
          <Inlines nodes={flow.children} />
        </div>
      );
    case 'preformatted':
      return <pre>{flow.text}</pre>;
    case 'quote':
      return (
        <blockquote>
          <Inlines nodes={flow.children} />
        </blockquote>
      );
    case 'rule':
      return <hr />;
    case 'list':
      return <ListView flow={flow} />;
    case 'table':
      return <TableView flow={flow} />;
    default:
      return assertNever(flow);
  }
}

function ListView({ flow }: { readonly flow: Extract<Flow, { type: 'list' }> }): JSX.Element {
  const items = flow.items.map((item, index) => (
    <li key={index}>
      <Inlines nodes={item} />
    </li>
  ));
  return flow.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function TableView({ flow }: { readonly flow: Extract<Flow, { type: 'table' }> }): JSX.Element {
  return (
    <div class="table-scroll">
      <table>
        <tbody>
          {flow.rows.map((row, rowIndex) => (
            <tr key={rowIndex}>
              {row.map((cell, index) =>
                rowIndex === 0 ? (
                  <th key={index} scope="col">
                    <Inlines nodes={cell} />
                  </th>
                ) : (
                  <td key={index}>
                    <Inlines nodes={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
