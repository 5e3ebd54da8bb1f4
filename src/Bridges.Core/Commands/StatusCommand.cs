using Bridges.Core.Management;

namespace Bridges.Core.Commands;

/// <summary>Tells how the bridge stands, or what became of one message.</summary>
internal sealed class StatusCommand(StandingReport standing, MessageFates fates) : ICommand
{
    public string Name => "status";

    public string Arguments => "[link or event id]";

    public string Help => "how everything stands; with a link to a message, or its event id: what became of it";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public bool IsAboutChat(IReadOnlyList<string> words) => words.Count > 0;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await call.Reply(call.Words.Count > 0
            ? await fates.TellAsync(call, call.Words[0], cancellationToken)
            : BotText.Join("\n", await standing.LinesAsync(call, cancellationToken)));
    }
}
