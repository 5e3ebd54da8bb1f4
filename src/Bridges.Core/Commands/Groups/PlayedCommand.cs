using Bridges.Abstractions;
using Bridges.Storage;

namespace Bridges.Core.Commands.Groups;

/// <summary>
/// Tells who sent a message that it was listened to or looked at. Matrix has receipts for what was read only, and whoever has read a room has not
/// heard its voice messages: so this is told when the user says it, never by itself.
/// </summary>
internal sealed class PlayedCommand(AccountChoice choice, MessageTable messages) : ChatCommand<ISendsPlayedReceipts>(choice)
{
    public override string Name => "played";

    public override string Arguments => "";

    public override string Help => "in answer to a voice message, video or view-once picture: tell its sender that you played it";

    protected override string Missing => "Nobody can be told what you played on";

    protected override async Task RunAsync(CommandCall call, Place place, ISendsPlayedReceipts ability, CancellationToken cancellationToken)
    {
        var answered = call.Answers is { } target ? await messages.ByEventAsync(target.Value, cancellationToken) : [];
        if (answered.FirstOrDefault(row => row.Network == place.Portal.Network && row.Chat == place.Portal.Chat && !row.IsDeleted) is not { } played)
        {
            await call.Reply($"Say {call.AsTyped(Name)} in answer to the message that you played.");
        }
        else if (played.FromMatrix || played.Sender == place.Account.Account.Self)
        {
            await call.Reply("That message is your own.");
        }
        else
        {
            await ability.MarkPlayedAsync(place.Portal.Chat, played.Message, cancellationToken);
            await call.Reply("Its sender sees that you played it.");
        }
    }
}
