using System.Text;
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
        var text = new StringBuilder();
        text.Append("I bridge ").AppendJoin(", ", networks.All.Select(network => $"{network.Description.DisplayName} (`{network.Description.Id}`)"));
        text.Append(call.Prefix.Length == 0
            ? $".\nHere just say the word; in a chat's room begin with `{options.CommandPrefix}`.\n"
            : $".\nHere begin with `{call.Prefix}`; where nobody but me reads along, just say the word.\n");
        foreach (var command in services.GetServices<ICommand>().Where(command => call.Level >= command.LeastLevel))
        {
            text.Append("\n`").Append($"{command.Name} {command.Arguments}".TrimEnd()).Append("` – ").Append(command.Help);
        }

        BotText own = text.ToString();
        return call.Reply(BotText.Join("\n", [own, .. services.GetRequiredService<NetworkCommands>().Lines(call.Sender)]));
    }
}
