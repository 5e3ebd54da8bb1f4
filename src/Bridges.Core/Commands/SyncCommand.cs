using Bridges.Core.CatchUp;
using Bridges.Core.Portals.Upkeep;

namespace Bridges.Core.Commands;

/// <summary>Looks at chats anew: one, said in its room; else the most recent ones.</summary>
internal sealed class SyncCommand(AccountChoice choice, FirstSync firstSync, SyncReports syncReports, PortalUpkeep upkeep) : ICommand
{
    public string Name => "sync";

    public string Arguments => "[account]";

    public string Help => "make rooms for your recent chats; in a chat's room: bring name, picture and members up to date";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public bool IsAboutChat(IReadOnlyList<string> words) => true;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (await choice.OnlyAccountAsync(call, cancellationToken) is not { } account)
        {
            return;
        }

        if (call.Portal is { } portal)
        {
            upkeep.Compare(account, portal.Chat, soon: true, refreshNames: true);
            await call.Reply("Looking at this chat anew.");
            return;
        }

        await firstSync.BeginAsync(account, cancellationToken);
        syncReports.Begin(call.Room, account);
    }
}
