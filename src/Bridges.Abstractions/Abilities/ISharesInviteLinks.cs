namespace Bridges.Abstractions;

/// <summary>The account can give out links into its groups.</summary>
public interface ISharesInviteLinks
{
    /// <param name="renew">Make the old one invalid.</param>
    Task<string> GetInviteLinkAsync(ChatKey chat, bool renew, CancellationToken cancellationToken);
}
