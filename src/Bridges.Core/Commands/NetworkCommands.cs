using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Management;
using Bridges.Storage;

namespace Bridges.Core.Commands;

/// <summary>Runs the commands that a network's module brings along: the network's name, then the command's.</summary>
internal sealed class NetworkCommands(
    AccountRegistry accounts, AccountChoice choice, NetworkCatalog networks, MessageTable messages, CoreOptions options)
{
    /// <returns>False where the first word names no network, or one without commands.</returns>
    public async Task<bool> TryRunAsync(CommandCall call, string network, CancellationToken cancellationToken)
    {
        if (networks.All.FirstOrDefault(known => string.Equals(known.Description.Id.Value, network, StringComparison.OrdinalIgnoreCase)) is not { } named
            || call.Level < PermissionLevel.User)
        {
            return false;
        }

        var own = await choice.OwnAsync(call, cancellationToken);
        if (own.FirstOrDefault(account => account.Network == named.Description.Id) is not { Account: IOffersCommands offers } account)
        {
            return false;
        }

        if (call.Words.Count == 0 || offers.Commands.FirstOrDefault(command => command.Name == call.Words[0]) is not { } command)
        {
            await call.Reply(BotText.Join("\n", offers.Commands.Select(command => Line(call, account, command))));
            return true;
        }

        if (command.NeedsChat && call.Portal is null)
        {
            await call.Reply($"Please say `{options.CommandPrefix} {account.Network} {command.Name}` in the room of the chat that you mean.");
            return true;
        }

        var chat = call.Portal is { } portal && portal.Network == account.Network ? portal.Chat : default(ChatKey?);
        var text = RichText.Plain(call.Typed[command.Name.Length..].TrimStart());
        // Nobody but the module knows what it does: it may be a message, or a group.
        await call.Begins(cancellationToken);
        var answer = await offers.RunAsync(
            new Abstractions.CommandCall(new DeliveryId(call.Event.Value), command.Name, text, chat, await AnsweredAsync(call, cancellationToken)), cancellationToken);
        await call.SayHere(answer);
        return true;
    }

    /// <summary>The lines for the help: in a chat's room those of its network; elsewhere of all, what needs a chat apart from the rest.</summary>
    public IEnumerable<BotText> Lines(CommandCall call)
    {
        var lines = accounts.OwnedBy(call.Sender).DistinctBy(account => account.Network)
            .Where(account => call.Portal is null || call.Portal.Network == account.Network)
            .SelectMany(account => account.Account is IOffersCommands offers ? offers.Commands.Select(command => (account, command)) : [])
            .ToLookup(offered => call.Portal is null && offered.command.NeedsChat);
        var here = lines[false].Select(offered => Line(call, offered.account, offered.command));
        var inChat = call with { Prefix = options.CommandPrefix };
        return lines.Contains(true)
            ? [.. here, "\nIn the room of a chat:", .. lines[true].Select(offered => Line(inChat, offered.account, offered.command))]
            : here;
    }

    private static BotText Line(CommandCall call, RunningAccount account, AccountCommand command) =>
        BotText.Of($"{call.AsTyped($"{account.Network} {command.Name} {command.Arguments}".TrimEnd())} – {command.Description}");

    private async Task<RemoteMessageId?> AnsweredAsync(CommandCall call, CancellationToken cancellationToken) =>
        call.Answers is { } answered && (await messages.ByEventAsync(answered.Value, cancellationToken)) is [var message, ..] ? message.Message : null;
}
