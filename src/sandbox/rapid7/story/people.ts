import type { Random } from '../../simulator/random.ts';
import { CUSTOMERS, type Person, STAFF } from '../../story/company.ts';
import type { CustomerRecord, UserRecord } from '../wire.ts';

/** Who works with the account, and whose accounts the service provider looks after. */
export interface People {
  readonly users: readonly UserRecord[];
  readonly msspUsers: readonly UserRecord[];
  readonly msspCustomers: readonly CustomerRecord[];
}

const HOW_MANY_USERS = 6;

/** The people of a story; the last user has left. */
export function createPeople(random: Random): People {
  return {
    users: STAFF.slice(0, HOW_MANY_USERS).map((person, index) => userOf(person, index, random.hex(24))),
    msspUsers: ['noor', 'pavel', 'edith'].map((name, index) => ({
      _id: random.hex(24),
      Email: `${name}@watch.example`,
      Role: index === 0 ? 'Admin' : 'Analyst',
      IsDeleted: index === 2,
    })),
    msspCustomers: Object.keys(CUSTOMERS).map((CompanyName, index) => ({
      _id: random.hex(24),
      CompanyName,
      Status: index === 2 ? 'Disabled' : 'Enabled',
      Note: index === 2 ? 'Contract ended in June' : '',
    })),
  };
}

function userOf({ name, mail }: Person, index: number, _id: string): UserRecord {
  const [FirstName = '', LastName = ''] = name.split(' ');
  const isAdmin = index < 2;
  const actions = { Share: true, ChangeSeverity: isAdmin, ChangeStatus: true, AskTheAnalyst: true, Assignment: true };
  return {
    _id,
    Email: mail,
    Role: isAdmin ? 'Admin' : 'Analyst',
    FirstName,
    LastName,
    IsDeleted: index === HOW_MANY_USERS - 1,
    Permissions: {
      Data: {
        Assets: { View: true, Edit: isAdmin },
        Reports: { View: true },
        Actions: { ...actions, Remediation: { Takedown: isAdmin, Report: true } },
      },
      TIP: { View: true, EditSources: isAdmin, IntelliFind: true, ThreatLibrary: true, InvestigationPage: true },
      Vulnerabilities: { View: true },
    },
  };
}
