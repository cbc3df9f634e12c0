import { quotation } from '../../../story/verbatim.ts';
import { asset, clear, type Writer, type Writers } from '../finding.ts';
import { ALERT_TYPES } from '../../vocabulary.ts';

const twitterChatter: Writer = ({ draw }) => ({
  severity: 'Low',
  title: 'Chatter about an executive on Twitter',
  text: `Some forty posts repeat a remark from an interview.${quotation('The first of them:', draw.quote.post())}`,
  source: clear('Twitter', 'https://social.example/t/900'),
});

/** `vip`: what the other types know, where it happens to an executive. */
export function vipWriters(others: readonly Writers[]): Writers {
  const known = new Map(others.flatMap((writers) => Object.entries(writers)));
  known.set('TwitterChatter', twitterChatter);
  const subTypes = ALERT_TYPES['vip'] ?? [];
  return Object.fromEntries(
    subTypes.flatMap((subType) => {
      const write = known.get(subType);
      return write ? [[subType, aboutExecutive(write)]] : [];
    }),
  );
}

function aboutExecutive(write: Writer): Writer {
  return (scene) => {
    const finding = write(scene);
    const { name, mail, job } = scene.draw.person();
    return {
      ...finding,
      title: `VIP - ${finding.title}`,
      text: `${finding.text}\n\nThis concerns ${name} (${job}).`,
      assets: [asset('VipNames', name), asset('VipEmails', mail)],
    };
  };
}
