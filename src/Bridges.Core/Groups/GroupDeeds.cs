using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Portals.Upkeep;

namespace Bridges.Core.Groups;

/// <summary>
/// Changes a group on its network by a user's own account: because they said so to the bot, or did it in the room itself. The room is
/// compared with the chat afterwards.
/// </summary>
internal sealed class GroupDeeds(PortalUpkeep upkeep)
{
    /// <summary>What is said where the network cannot do it, before its name.</summary>
    public const string NoRenaming = "Groups cannot be renamed from here on";

    /// <inheritdoc cref="NoRenaming"/>
    public const string NoTopics = "A group's description cannot be changed from here on";

    /// <inheritdoc cref="NoRenaming"/>
    public const string NoPictures = "A group's picture cannot be changed from here on";

    /// <inheritdoc cref="NoRenaming"/>
    public const string NoMembers = "A group's members cannot be changed from here on";

    /// <exception cref="BridgeException">The network refuses it, or cannot do it at all.</exception>
    public Task RenameAsync(RunningAccount account, ChatKey chat, string name, CancellationToken cancellationToken) =>
        DoAsync<IChangesChats>(account, chat, NoRenaming, changer => changer.SetNameAsync(chat, name, cancellationToken));

    /// <inheritdoc cref="RenameAsync"/>
    public Task SetTopicAsync(RunningAccount account, ChatKey chat, string topic, CancellationToken cancellationToken) =>
        DoAsync<IChangesChats>(account, chat, NoTopics, changer => changer.SetTopicAsync(chat, topic, cancellationToken));

    /// <inheritdoc cref="RenameAsync"/>
    public Task SetPictureAsync(RunningAccount account, ChatKey chat, MediaFile? picture, CancellationToken cancellationToken) =>
        DoAsync<IChangesChats>(account, chat, NoPictures, changer => changer.SetPictureAsync(chat, picture, cancellationToken));

    /// <inheritdoc cref="RenameAsync"/>
    public Task ToMemberAsync(RunningAccount account, ChatKey chat, MemberDeed deed, RemoteUserId person, CancellationToken cancellationToken) =>
        DoAsync<IManagesMembers>(account, chat, NoMembers, members => deed.DoAsync(members, chat, person, cancellationToken));

    /// <summary>Answers somebody who asked to be let in.</summary>
    /// <inheritdoc cref="RenameAsync"/>
    public Task AnswerRequestAsync(RunningAccount account, ChatKey chat, RemoteUserId person, bool accept, CancellationToken cancellationToken) =>
        DoAsync<IAnswersJoinRequests>(account, chat, NoMembers, doors => doors.AnswerJoinRequestAsync(chat, person, accept, cancellationToken));

    private async Task DoAsync<TAbility>(RunningAccount account, ChatKey chat, string missing, Func<TAbility, Task> deed)
        where TAbility : class
    {
        await deed(account.Account as TAbility ?? throw BridgeException.Permanent($"{missing} {account.NetworkName}."));
        upkeep.Compare(account, chat, soon: true);
    }
}
