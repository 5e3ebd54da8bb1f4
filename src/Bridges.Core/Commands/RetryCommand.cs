using Bridges.Core.Administration;

namespace Bridges.Core.Commands;

/// <summary>Brings messages back that had been given up.</summary>
internal sealed class RetryCommand(DeadLetters deadLetters) : ICommand
{
    public string Name => "retry";

    public string Arguments => "[event id]";

    public string Help => "try again what could not be delivered in this room";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var revived = await deadLetters.ReviveAsync(
            row => row.RoomId == call.Room.Value && (call.Words.Count == 0 || row.EventId == call.Words[0]), cancellationToken);
        await call.Reply(revived switch
        {
            0 => "There is nothing to try again in this room.",
            1 => "One message is tried again.",
            _ => $"{revived} messages are tried again.",
        });
    }
}
