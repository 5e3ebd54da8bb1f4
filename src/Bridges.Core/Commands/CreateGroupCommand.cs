using Bridges.Abstractions;
using Bridges.Core.Provisioning;

namespace Bridges.Core.Commands;

/// <summary>Makes a group on a network.</summary>
internal sealed class CreateGroupCommand(AccountChoice choice, UserPeople people, RoomLinks links) : ICommand
{
    private const int MostMembers = 100;

    public string Name => "create-group";

    public string Arguments => "[account] <name>: <person>, <person> …";

    public string Help => "make a group on a network";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (await choice.AbleAsync<ICreatesGroups>(call, "Groups cannot be made from here on", cancellationToken) is not var (account, groups, words))
        {
            return;
        }

        var parts = words.Split(':', 2, StringSplitOptions.TrimEntries);
        var named = parts is [_, var list] ? list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
        if (parts[0].Length == 0 || named.Length is 0 or > MostMembers)
        {
            await call.Reply("Say the group's name and who is to be in it: `create-group Garden: +491234567, +497654321`.");
            return;
        }

        await call.Begins(cancellationToken);
        var chat = await people.MakeGroupAsync(account, groups, parts[0], named, cancellationToken);
        await (await links.OpenAsync(account, chat, cancellationToken) is { } link
            ? call.Reply($"Here is the group {parts[0]}: {link}")
            : call.Reply($"The group {parts[0]} appears in your rooms."));
    }
}
