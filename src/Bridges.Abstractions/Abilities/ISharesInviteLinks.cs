namespace Bridges.Abstractions;

/// <summary>The account can give out links into its groups; called for the command <c>invite-link</c>.</summary>
public interface ISharesInviteLinks
{
    /// <exception cref="BridgeException">There is none for this account; its text is the answer.</exception>
    /// <param name="renew">Make the old one invalid.</param>
    Task<string> GetInviteLinkAsync(ChatKey chat, bool renew, CancellationToken cancellationToken);
}
