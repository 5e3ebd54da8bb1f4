using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Chats;
using Bridges.WhatsApp.Messages.Outgoing;
using Bridges.WhatsApp.People;

namespace Bridges.WhatsApp.Commands;

/// <summary>What WhatsApp can do that Matrix has no form for.</summary>
/// <param name="commandPrefix">With what commands begin in a chat's room; it does no harm elsewhere.</param>
internal sealed class WhatsAppCommands(
    MessageSender sender, GroupEditor groups, Communities communities, PeopleReader people, string commandPrefix, TimeProvider time)
{
    private delegate Task<string> Runs(CommandCall call, ChatKey chat, CancellationToken cancellationToken);

    public static IReadOnlyList<AccountCommand> All { get; } =
    [
        new("event", "<day> <hour> <name>", "invite the chat to an event: 2030-01-31 18:30 Dinner, in UTC", NeedsChat: true),
        new("announce", "on|off", "let only administrators write in this group, or everybody", NeedsChat: true),
        new("locked", "on|off", "let only administrators change this group's name, picture and description, or everybody", NeedsChat: true),
        new("approval", "on|off", "have administrators decide who joins this group by its link, or nobody", NeedsChat: true),
        new("invite-link", "[new]", "show the link that leads into this group; new makes another and the old one void", NeedsChat: true),
        new("requests", "", "show who asks to join this group", NeedsChat: true),
        new("accept", "<number>", "let somebody join this group who asks for it", NeedsChat: true),
        new("reject", "<number>", "refuse somebody who asks to join this group", NeedsChat: true),
        new("timer", "off|24h|7d|90d", "set how long new messages of this chat stay", NeedsChat: true),
        new("community", "<name>", "make a community, which holds groups"),
        new("community-add", "<community>", "put this group into a community of yours", NeedsChat: true),
        new("community-remove", "", "take this group out of its community", NeedsChat: true),
        new("block", "<number>", "block somebody"),
        new("unblock", "<number>", "unblock somebody"),
        new("blocked", "", "show whom this account blocks"),
    ];

    public async Task<RichText> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Name is "block" or "unblock")
        {
            return RichText.Plain(await SetBlockedAsync(call, cancellationToken));
        }

        if (call.Name == "blocked")
        {
            return RichText.Plain(await ListAsync(await people.BlockedAsync(cancellationToken), "Nobody is blocked.", cancellationToken));
        }

        if (call.Name == "community")
        {
            return RichText.Plain(await communities.MakeAsync(call.Text.Text, cancellationToken));
        }

        if (call.Chat is not { } chat)
        {
            throw BridgeException.Permanent("Use this command in the room of a WhatsApp chat.");
        }

        Runs runs = call.Name switch
        {
            "event" => InviteAsync,
            "announce" => (said, group, token) => SwitchAsync("group.announce", said, group, "Only administrators may write here now.", "All members may write here now.", token),
            "locked" => (said, group, token) =>
                SwitchAsync("group.locked", said, group, "Only administrators may change the group's name, picture and description now.", "All members may change the group's name, picture and description now.", token),
            "approval" => (said, group, token) => SwitchAsync("group.approval", said, group, "Administrators decide who joins now.", "Whoever has the link can join now.", token),
            "invite-link" => (said, group, token) => groups.LinkAsync(group, said.Text.Text.Trim() == "new", token),
            "requests" => RequestsAsync,
            "accept" => (said, group, token) => AnswerAsync(said, group, accept: true, token),
            "reject" => (said, group, token) => AnswerAsync(said, group, accept: false, token),
            "community-add" => (said, group, token) => communities.AddAsync(group, said.Text.Text, token),
            "community-remove" => (_, group, token) => communities.RemoveAsync(group, token),
            "timer" => SetTimerAsync,
            _ => throw BridgeException.Permanent($"WhatsApp has no command {call.Name}."),
        };
        return RichText.Plain(await runs(call, chat, cancellationToken));
    }

    private async Task<string> InviteAsync(CommandCall call, ChatKey chat, CancellationToken cancellationToken)
    {
        if (EventTime.Read(call.Text.Text) is not var (at, name) || name.Length == 0)
        {
            throw BridgeException.Permanent($"Say when and what: `{commandPrefix} whatsapp event 2030-01-31 18:30 Dinner`. Times are in UTC.");
        }

        if (at <= time.GetUtcNow())
        {
            throw BridgeException.Permanent("That time is over. Times are in UTC.");
        }

        await sender.SendAsync(new OutgoingMessage(call.Delivery, chat, new CalendarEventContent(name) { StartsAt = at }), cancellationToken);
        return $"Invited to \"{name}\" on {at:yyyy-MM-dd} at {at:HH:mm} UTC.";
    }

    private async Task<string> SwitchAsync(string method, CommandCall call, ChatKey chat, string whenOn, string whenOff, CancellationToken cancellationToken)
    {
        var on = call.Text.Text.Trim() switch
        {
            "on" => true,
            "off" => false,
            _ => throw BridgeException.Permanent($"Say `{commandPrefix} whatsapp {call.Name} on` or `{commandPrefix} whatsapp {call.Name} off`."),
        };
        await groups.ChangeAsync(method, chat, cancellationToken, ("on", on));
        return on ? whenOn : whenOff;
    }

    private async Task<string> RequestsAsync(CommandCall call, ChatKey chat, CancellationToken cancellationToken)
    {
        var asked = await groups.ChangeAsync("group.requests", chat, cancellationToken);
        var users = asked.ValueKind == JsonValueKind.Array ? asked.EnumerateArray().Select(request => request.Text("user")).OfType<string>() : [];
        return await ListAsync([.. users.Select(user => new RemoteUserId(user))], "Nobody asks to join.", cancellationToken);
    }

    private async Task<string> AnswerAsync(CommandCall call, ChatKey chat, bool accept, CancellationToken cancellationToken)
    {
        var user = await FindAsync(call, cancellationToken);
        await groups.ChangeAsync("group.answer", chat, cancellationToken, ("users", JsonReading.ToArray([user.Id.Value])), ("accept", accept));
        return accept ? $"{user.Name} is let in." : $"{user.Name} is refused.";
    }

    private async Task<string> SetTimerAsync(CommandCall call, ChatKey chat, CancellationToken cancellationToken)
    {
        int? days = call.Text.Text.Trim() switch
        {
            "off" => 0,
            "24h" => 1,
            "7d" => 7,
            "90d" => 90,
            _ => null,
        };
        var seconds = days * 24L * 3600 ?? throw BridgeException.Permanent($"Say `{commandPrefix} whatsapp timer 24h`, or `7d`, `90d` or `off` in its place: WhatsApp knows no other times.");
        await groups.ChangeAsync("chat.timer", chat, cancellationToken, ("seconds", seconds));
        return days == 0 ? "New messages stay." : $"New messages disappear after {(days == 1 ? "24 hours" : $"{days} days")}.";
    }

    private async Task<string> SetBlockedAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var user = await FindAsync(call, cancellationToken);
        var block = call.Name == "block";
        await people.SetBlockedAsync(user.Id, block, cancellationToken);
        return block ? $"{user.Name} is blocked." : $"{user.Name} is no longer blocked.";
    }

    private async Task<UserDetails> FindAsync(CommandCall call, CancellationToken cancellationToken) =>
        await people.ResolveAsync(call.Text.Text, cancellationToken)
        ?? throw BridgeException.Permanent($"Say whom, by phone number with country code: `{commandPrefix} whatsapp {call.Name} +49 151 23456789`. WhatsApp knows nobody by what you wrote.");

    private async Task<string> ListAsync(IReadOnlyList<RemoteUserId> users, string none, CancellationToken cancellationToken)
    {
        const int Most = 50;
        var lines = new List<string>();
        foreach (var user in users.Take(Most))
        {
            var details = await people.GetAsync(user, cancellationToken);
            lines.Add(details.Phone is { } phone && phone != details.Name ? $"{details.Name} ({phone})" : details.Name ?? user.Value);
        }

        return lines.Count == 0 ? none : string.Join('\n', lines);
    }
}
