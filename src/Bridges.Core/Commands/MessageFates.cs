using System.Globalization;
using Bridges.Core.Management;
using Bridges.Core.Status;
using Bridges.Matrix;

namespace Bridges.Core.Commands;

/// <summary>Tells what became of one message, to those who may know.</summary>
internal sealed class MessageFates(MessageTraces traces, HomeserverClients clients)
{
    /// <param name="id">The link or event id that was given.</param>
    public async Task<BotText> TellAsync(CommandCall call, string id, CancellationToken cancellationToken)
    {
        var isAdmin = call.Level == PermissionLevel.Admin;
        var found = await traces.FindAsync(id, cancellationToken);
        // Whose message it is must be clear before anything is said of it: who is in its room knows of it.
        var trace = isAdmin ? found : found.In(await RoomsOfAsync(call, found, cancellationToken));
        if (trace.Conclusion is null)
        {
            return "I know nothing of that message. Finished ones are forgotten after some days; and I tell of messages only to those who are in their room.";
        }

        return BotText.Of($"{trace.Conclusion}") + "\n" + BotText.Join("\n", trace.Steps.Select(step =>
            BotText.Of($"{(step.At is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss' UTC'", CultureInfo.InvariantCulture) : "–")}: {step.Text}{(isAdmin && step.Detail is { } detail ? $" ({detail})" : "")}")));
    }

    /// <summary>Those of its rooms in which the caller is.</summary>
    private async Task<HashSet<string>> RoomsOfAsync(CommandCall call, MessageTrace trace, CancellationToken cancellationToken)
    {
        var rooms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var room in trace.Rooms)
        {
            try
            {
                if (room == call.Room.Value || (await clients.Main.JoinedMembersAsync(actingAs: null, new RoomId(room), cancellationToken)).Contains(call.Sender))
                {
                    rooms.Add(room);
                }
            }
            catch (MatrixException exception) when (!exception.IsTransient)
            {
                // The bot is not in it any more, so nobody is there for it to see.
            }
        }

        return rooms;
    }
}
