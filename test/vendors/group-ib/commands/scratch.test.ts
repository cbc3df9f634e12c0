import { it } from 'vitest';
import { openDesk, fixtureItems, tablesIn } from './desk.ts';
import { fixture } from '../account.ts';
import { renderAnswer } from '../../../../src/cli/terminal.ts';
import { answer } from '../../../../src/domain/answer.ts';
const pairs = [['compromised/account_group','compromised-account'],['compromised/bank_card_group','compromised-card-group'],['compromised/masked_card','compromised-masked-card'],['compromised/breached','compromised-breached'],['compromised/mule','compromised-mule'],['compromised/spd','compromised-spd'],['osi/git_repository','osi-git-leak'],['osi/public_leak','osi-public-leak'],['osi/vulnerability','osi-vulnerability'],['attacks/ddos','attacks-ddos'],['attacks/deface','attacks-deface'],['attacks/phishing_group','phishing-group'],['attacks/phishing_kit','phishing-kit'],['suspicious_ip/tor_node','suspicious-ip-tor-node'],['suspicious_ip/open_proxy','suspicious-ip-open-proxy'],['malware/cnc','malware-cnc'],['malware/malware','malware-malware'],['hi/threat','threat'],['hi/threat_actor','threat-actor']] as const;
it('prints', async () => {
  for (const [c, n] of pairs) {
    const desk = await openDesk({ items: fixtureItems(c) });
    const id = String(fixture(c).items[0]?.id);
    const r = await desk.run(`gibti-get-${n}-info`, { id });
    console.log('##', c, desk.asked().join(' '), '\n' + renderAnswer(answer('ok', r.text, ...r.sections)).slice(0, 5000));
    console.log(JSON.stringify(r.outputs).slice(0, 2500));
  }
}, 60000);
