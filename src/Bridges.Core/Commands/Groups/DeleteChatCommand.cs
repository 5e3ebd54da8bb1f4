using Bridges.Abstractions;
using Bridges.Core.Management;
using Bridges.Core.Portals.Users;

namespace Bridges.Core.Commands.Groups;

/// <summary>Deletes a chat on its network, and takes its caller out of its room. It cannot be taken back, so the word alone only says what to say.</summary>
internal sealed class DeleteChatCommand(AccountChoice choice, PortalExits exits) : ChatCommand<IDeletesChats>(choice)
{
    private const string ForMe = "for-me";
    private const string ForEveryone = "for-everyone";

    public override string Name => "delete-chat";

    public override string Arguments => $"{ForMe}|{ForEveryone}";

    public override string Help => "in a chat's room: delete the chat on the network, with all that was said in it";

    protected override string Missing => "Chats cannot be deleted from here on";

    protected override async Task RunAsync(CommandCall call, Place place, IDeletesChats ability, CancellationToken cancellationToken)
    {
        var (account, chat) = (place.Account, place.Portal.Chat);
        var forEveryone = place.Words == ForEveryone;
        if (forEveryone && !ability.CanDeleteForEveryone(chat))
        {
            await call.Reply($"On {account.NetworkName} you cannot delete this chat for everyone. {call.AsTyped($"{Name} {ForMe}")} deletes it for you alone.");
            return;
        }

        if (!forEveryone && place.Words != ForMe)
        {
            var choices = ability.CanDeleteForEveryone(chat)
                ? BotText.Of($"Say {call.AsTyped($"{Name} {ForMe}")} to do it on your own devices, {call.AsTyped($"{Name} {ForEveryone}")} to do it for all who are in it.")
                : BotText.Of($"Say {call.AsTyped($"{Name} {ForMe}")} to do it on your own devices; the others keep theirs.");
            await call.Reply($"This deletes the chat on {account.NetworkName}, with all that was said in it, and cannot be taken back. {choices}");
            return;
        }

        await ability.DeleteChatAsync(chat, forEveryone, cancellationToken);
        await exits.ChatDeletedAsync(account, place.Portal, cancellationToken);
    }
}
