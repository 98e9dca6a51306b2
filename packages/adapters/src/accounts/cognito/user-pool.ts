import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  ListUsersCommand,
  ListUsersInGroupCommand,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Role } from '@madrigal/contract';
import { newId } from '@madrigal/core/shared';
import { awsCodeOf, awsErrorsOf } from '../../shared/aws-errors.ts';

/** Group of the pool whose members are admins; everybody else is a listener. */
export const ADMINS = 'admin';
const DEFAULT_ATTEMPTS = 4;
/** Admins of an instance that are looked at; Cognito answers no more at once. */
const MOST_ADMINS = 60;

const { translated } = awsErrorsOf('user pool', {
  InvalidPassword: ['invalid_request', 'The password is not one that the user pool takes.'],
  AliasExists: ['conflict', 'There is an account with this address.'],
  UserNotFound: ['not_found', 'There is no such account.'],
});

export interface UserPoolOptions {
  region: string;
  userPoolId: string;
  /** App client that may sign in by the server (`ADMIN_USER_PASSWORD_AUTH`). */
  clientId: string;
  /** Address of a server that speaks Cognito's protocol; left out for AWS. */
  endpoint?: string;
  /** Left out: the SDK's own chain. */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

interface Person {
  name: string;
  email: string;
}

/** Somebody in the pool. */
export interface PoolUser {
  /** What Cognito calls them, which nobody sees. */
  username: string;
  /** `sub` of their tokens. */
  id: string;
  name: string;
  /** In lower case; empty where there is none. */
  email: string;
  emailVerified: boolean;
  /** Where it was verified. */
  phoneNumber: string | null;
  /** False for those who sign in elsewhere. */
  hasPassword: boolean;
  createdAt: Date;
}

export type UserPool = ReturnType<typeof openUserPool>;

/** What is asked of a user pool, with errors of AWS in the product's words. */
export function openUserPool(options: UserPoolOptions) {
  const { region, endpoint, credentials, userPoolId: UserPoolId, clientId } = options;
  const client = new CognitoIdentityProviderClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts: DEFAULT_ATTEMPTS,
  });
  const find = async (filter: string): Promise<PoolUser | null> => {
    const { Users = [] } = await client.send(
      new ListUsersCommand({ UserPoolId, Filter: filter, Limit: 1 }),
    );
    return Users[0] ? toPoolUser(Users[0]) : null;
  };
  return {
    findById: (id: string) => translated(() => find(`sub = "${quoted(id)}"`)),
    findByEmail: (email: string) => translated(() => find(`email = "${quoted(email)}"`)),
    /** Those who have been there longest come first. */
    listAdmins: (): Promise<PoolUser[]> =>
      translated(async () => {
        const { Users = [] } = await client.send(
          new ListUsersInGroupCommand({ UserPoolId, GroupName: ADMINS, Limit: MOST_ADMINS }),
        );
        return Users.map(toPoolUser).sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
      }),
    roleOf: ({ username }: Pick<PoolUser, 'username'>): Promise<Role> =>
      translated(async () => {
        const { Groups = [] } = await client.send(
          new AdminListGroupsForUserCommand({ UserPoolId, Username: username }),
        );
        return Groups.some(({ GroupName }) => GroupName === ADMINS) ? 'admin' : 'listener';
      }),
    hasSecondStep: (username: string): Promise<boolean> =>
      translated(async () => {
        const { UserMFASettingList = [] } = await client.send(
          new AdminGetUserCommand({ UserPoolId, Username: username }),
        );
        return UserMFASettingList.length > 0;
      }),
    /**
     * An account that cannot be used before it has a password. Cognito writes to its owner, with one for the first time,
     * unless that is `silent`.
     */
    create: ({ name, email }: Person, { silent }: { silent: boolean }): Promise<PoolUser> =>
      translated(async () => {
        const { User = {} } = await client.send(
          new AdminCreateUserCommand({
            UserPoolId,
            Username: newId(),
            ...(silent ? { MessageAction: 'SUPPRESS' } : { DesiredDeliveryMediums: ['EMAIL'] }),
            UserAttributes: [
              { Name: 'email', Value: email.toLowerCase() },
              { Name: 'email_verified', Value: 'true' },
              { Name: 'name', Value: name },
            ],
          }),
        );
        return toPoolUser(User);
      }),
    setPassword: (username: string, Password: string) =>
      translated(() =>
        client.send(
          new AdminSetUserPasswordCommand({
            UserPoolId,
            Username: username,
            Password,
            Permanent: true,
          }),
        ),
      ),
    makeAdmin: (username: string) =>
      translated(() =>
        client.send(
          new AdminAddUserToGroupCommand({ UserPoolId, Username: username, GroupName: ADMINS }),
        ),
      ),
    /** Repeating it is no error. */
    makeListener: (username: string) =>
      translated(() =>
        client.send(
          new AdminRemoveUserFromGroupCommand({
            UserPoolId,
            Username: username,
            GroupName: ADMINS,
          }),
        ),
      ),
    /** Ends refresh tokens; access tokens that were given out end by themselves. */
    signOut: async (username: string): Promise<void> => {
      await translated(() =>
        client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: username })),
      );
    },
    rename: (username: string, name: string) =>
      translated(() =>
        client.send(
          new AdminUpdateUserAttributesCommand({
            UserPoolId,
            Username: username,
            UserAttributes: [{ Name: 'name', Value: name }],
          }),
        ),
      ),
    /** Repeating it is no error. */
    remove: async (username: string): Promise<void> => {
      try {
        await client.send(new AdminDeleteUserCommand({ UserPoolId, Username: username }));
      } catch (error) {
        if (error instanceof Error && awsCodeOf(error) === 'UserNotFound') return;
        await translated(() => Promise.reject(error));
      }
    },
    /** Whether this is the password; a second step that Cognito would ask for does not matter. */
    isPassword: async (username: string, password: string): Promise<boolean> => {
      try {
        await client.send(
          new AdminInitiateAuthCommand({
            UserPoolId,
            ClientId: clientId,
            AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
            AuthParameters: { USERNAME: username, PASSWORD: password },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof Error && WRONG.has(awsCodeOf(error))) return false;
        return translated(() => Promise.reject(error));
      }
    },
  };
}

/** Cognito says the first of them, its stand-in the second. */
const WRONG: ReadonlySet<string> = new Set(['NotAuthorized', 'InvalidPassword']);

/** As the text in a filter ("ListUsers", Filter). */
function quoted(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}

function toPoolUser({
  Username = '',
  Attributes = [],
  UserCreateDate,
  UserStatus,
}: UserType): PoolUser {
  const of = (name: string): string =>
    Attributes.find((attribute: AttributeType) => attribute.Name === name)?.Value ?? '';
  const email = of('email').toLowerCase();
  return {
    username: Username,
    id: of('sub'),
    name: of('name') || email.split('@')[0] || Username,
    email,
    emailVerified: of('email_verified') === 'true',
    phoneNumber: of('phone_number_verified') === 'true' ? of('phone_number') || null : null,
    hasPassword: UserStatus !== 'EXTERNAL_PROVIDER',
    createdAt: UserCreateDate ?? new Date(0),
  };
}
