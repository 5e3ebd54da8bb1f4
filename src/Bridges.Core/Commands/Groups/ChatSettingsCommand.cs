using Bridges.Abstractions;

namespace Bridges.Core.Commands.Groups;

/// <summary>Changes how the account keeps a chat on the network: its phone shows it so, too.</summary>
internal abstract class ChatSettingsCommand(AccountChoice choice, TimeProvider time) : ChatCommand<ISetsChatSettings>(choice)
{
    public override string Arguments => "[off]";

    protected override string Missing => "How chats are kept cannot be changed from here on";

    /// <summary>What is said when it is done, on or off.</summary>
    protected abstract string Done(bool isOn);

    protected abstract RemoteChatSettings With(RemoteChatSettings settings, bool isOn);

    protected override async Task RunAsync(CommandCall call, Place place, ISetsChatSettings ability, CancellationToken cancellationToken)
    {
        if (place.Words is not ("" or "off"))
        {
            await call.Reply($"Say {call.AsTyped(Name)}, or {call.AsTyped($"{Name} off")}.");
            return;
        }

        await ability.SetChatSettingsAsync(With(new RemoteChatSettings { Chat = place.Portal.Chat, Timestamp = time.GetUtcNow() }, place.Words.Length == 0), cancellationToken);
        await call.Reply(Done(place.Words.Length == 0));
    }
}

/// <summary>Mutes a chat on the network.</summary>
internal sealed class MuteCommand(AccountChoice choice, TimeProvider time) : ChatSettingsCommand(choice, time)
{
    public override string Name => "mute";

    public override string Help => "in a chat's room: mute the chat on the network";

    protected override string Done(bool isOn) => isOn ? "The chat is muted on the network." : "The chat is no longer muted on the network.";

    protected override RemoteChatSettings With(RemoteChatSettings settings, bool isOn) =>
        settings with { MutedUntil = isOn ? DateTimeOffset.MaxValue : DateTimeOffset.UnixEpoch };
}

/// <summary>Archives a chat on the network.</summary>
internal sealed class ArchiveCommand(AccountChoice choice, TimeProvider time) : ChatSettingsCommand(choice, time)
{
    public override string Name => "archive";

    public override string Help => "in a chat's room: put the chat into the network's archive";

    protected override string Done(bool isOn) => isOn ? "The chat is in the archive." : "The chat is out of the archive.";

    protected override RemoteChatSettings With(RemoteChatSettings settings, bool isOn) => settings with { IsArchived = isOn };
}

/// <summary>Keeps a chat at the top on the network.</summary>
internal sealed class FavouriteCommand(AccountChoice choice, TimeProvider time) : ChatSettingsCommand(choice, time)
{
    public override string Name => "favourite";

    public override string Help => "in a chat's room: keep the chat at the top on the network";

    protected override string Done(bool isOn) => isOn ? "The chat is kept at the top on the network." : "The chat is no longer kept at the top.";

    protected override RemoteChatSettings With(RemoteChatSettings settings, bool isOn) => settings with { IsFavourite = isOn };
}

/// <summary>Marks a chat as unread on the network.</summary>
internal sealed class UnreadCommand(AccountChoice choice, TimeProvider time) : ChatSettingsCommand(choice, time)
{
    public override string Name => "unread";

    public override string Help => "in a chat's room: mark the chat as unread on the network";

    protected override string Done(bool isOn) => isOn ? "The chat is marked as unread on the network." : "The mark is taken off.";

    protected override RemoteChatSettings With(RemoteChatSettings settings, bool isOn) => settings with { IsMarkedUnread = isOn };
}
