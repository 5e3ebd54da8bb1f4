using Bridges.Core.Management;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Commands;

/// <summary>Lists what can be asked.</summary>
internal sealed class HelpCommand(IServiceProvider services, NetworkCatalog networks, CoreOptions options) : ICommand
{
    public string Name => "help";

    public string Arguments => "";

    public string Help => "this list";

    public PermissionLevel LeastLevel => PermissionLevel.Relay;

    public bool IsAboutChat(IReadOnlyList<string> words) => true;

    public Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", networks.All.Select(network => $"{network.Description.DisplayName} (`{network.Description.Id}`)"));
        var head = (names.Length > 0 ? $"I bridge {names}.\n" : "There is no network that I bridge at the moment.\n")
            + (call.Prefix.Length == 0
                ? $"Here just say the word; in a chat's room begin with `{options.CommandPrefix}`.\n"
                : $"Here begin with `{call.Prefix}`; where nobody but me reads along, just say the word.\n");
        return call.Reply(BotText.Join(
            "\n",
            [
                head,
                .. services.GetServices<ICommand>().Where(command => call.Level >= command.LeastLevel).Select(command => Line(call, command)),
                .. services.GetRequiredService<NetworkCommands>().Lines(call),
            ]));
    }

    private static BotText Line(CommandCall call, ICommand command) =>
        call.AsTyped($"{command.Name} {command.Arguments}".TrimEnd()) + new BotText(" – " + command.Help);
}
