using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Portals.Looks;
using Bridges.Core.Portals.Members;
using Bridges.Core.Portals.Spaces;
using Bridges.Core.Portals.Users;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Upkeep;

/// <summary>Compares one room with its chat as the network shows it now, and mends what differs: name, topic, picture, members, levels, the names of people, the space it is in.</summary>
internal sealed partial class PortalComparison(
    PortalLook look, PortalPeople people, PortalGhosts ghosts, PortalSpaces spaces, PortalExits exits, MessageTable messages, ILogger<PortalComparison> logger)
{
    /// <summary>Ghosts that no list of members names, a channel's for instance, are known by what they said.</summary>
    private const int RecentMessages = 20;

    /// <summary>Somebody changed a chat's look, perhaps; to be called before its comparison is asked for.</summary>
    public void Told(NetworkId network, ChatKey chat, RemoteChatChange change) => look.Told(network, chat, change);

    /// <returns>False where the account may not see the chat, or is out of it.</returns>
    public async Task<bool> MendAsync(UpkeepTask task, PortalRow portal, CancellationToken cancellationToken)
    {
        // Before the network is asked: what is told from here on has a comparison of its own.
        var authors = look.TakeAuthors(portal);
        try
        {
            return await MendAsync(task, portal, authors, cancellationToken);
        }
        catch
        {
            look.GiveBackAuthors(portal, authors);
            throw;
        }
    }

    private async Task<bool> MendAsync(UpkeepTask task, PortalRow portal, LookAuthors authors, CancellationToken cancellationToken)
    {
        var account = task.Account;
        // Seen first: who comes in while the network is asked may be missing in its answer, and is not to be taken out for that.
        var present = people.PresentAsync(portal, cancellationToken);
        await ((Task)present).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (await DetailsAsync(account, portal, cancellationToken) is not { } details)
        {
            return false;
        }

        if (details.AccountIsOut)
        {
            await exits.OutOfChatAsync(account, portal.Chat, $"You are no longer in this {account.NetworkName} chat.", cancellationToken);
            return false;
        }

        await look.MendAsync(account, portal, details, authors, cancellationToken);
        await people.MendAsync(account, portal, details, await present, task.RefreshesNames, task.Left.Contains, cancellationToken);
        await RefreshSpeakersAsync(account, portal, details, cancellationToken);
        await spaces.PlaceAsync(account, portal, details, cancellationToken);
        return true;
    }

    /// <summary>Null where this account may not see the chat: its room stays as it is.</summary>
    private async Task<ChatDetails?> DetailsAsync(RunningAccount account, PortalRow portal, CancellationToken cancellationToken)
    {
        try
        {
            return await ModuleCalls.RunAsync(() => account.Account.GetChatAsync(portal.Chat, cancellationToken), cancellationToken);
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Permanent)
        {
            Log.NotShown(logger, account.Network.Value, account.Id.Value);
            return null;
        }
    }

    private async Task RefreshSpeakersAsync(RunningAccount account, PortalRow portal, ChatDetails details, CancellationToken cancellationToken)
    {
        var members = details.Members.Select(member => member.User).ToHashSet();
        var recent = await messages.NewestAsync(portal.Network, portal.Chat, RecentMessages, cancellationToken);
        foreach (var speaker in recent.Where(message => !message.FromMatrix).Select(message => message.Sender).Distinct().Where(speaker => !members.Contains(speaker)))
        {
            await ghosts.RefreshAsync(account, speaker, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Network} account {Account} may not see a chat any more; its room stays as it is")]
        public static partial void NotShown(ILogger logger, string network, string account);
    }
}
