import type { ApiToken, Invitation } from '@madrigal/contract';
import type {
  ApiToken as CoreApiToken,
  Invitation as CoreInvitation,
} from '@madrigal/core/identity';

export function presentApiToken(token: CoreApiToken): ApiToken {
  return {
    ...token,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  };
}

export function presentInvitation(invitation: CoreInvitation): Invitation {
  return {
    ...invitation,
    createdAt: invitation.createdAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
    usedAt: invitation.usedAt?.toISOString() ?? null,
  };
}
