using System.CommandLine;
using Bridges.Host.Administration;

namespace Bridges.Host.Cli;

/// <summary><c>bridges accounts</c>.</summary>
internal static class AccountsCommand
{
    public static Command Create(ConfigOption config)
    {
        Task<int> List(ParseResult parsed, CancellationToken cancellationToken) => ListAsync(config, parsed, cancellationToken);
        return new Command("accounts", "Look at the accounts that users have logged in with.")
        {
            new Command("list", "List them, and how they stand.").WithAction(List),
            CreateLogout(config),
        }.WithAction(List);
    }

    private static Command CreateLogout(ConfigOption config)
    {
        var network = new Argument<string>("network") { Description = "The network, such as telegram." };
        var account = new Argument<string>("account") { Description = "The account's id, as 'accounts list' shows it." };
        return new Command("logout", "End a login, on the network too.") { network, account }.WithAction(async (parsed, cancellationToken) =>
        {
            var (networkId, accountId) = (parsed.GetRequiredValue(network), parsed.GetRequiredValue(account));
            await using var host = await AdministrationFinder.OpenAsync(config.Load(parsed).Value, cancellationToken);
            if (!await host.LogoutAsync(networkId, accountId, cancellationToken))
            {
                throw new CommandFailedException(ExitCode.Failure, $"There is no account {accountId} on {networkId}. 'bridges accounts list' shows those that there are.");
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync("Logged out.");
            return ExitCode.Success;
        });
    }

    private static async Task<int> ListAsync(ConfigOption config, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var host = await AdministrationFinder.OpenAsync(config.Load(parsed).Value, cancellationToken);
        var accounts = await host.ListAccountsAsync(cancellationToken);
        await TextTable.WriteAsync(
            parsed.InvocationConfiguration.Output,
            ["network", "account", "name", "owner", "state"],
            [.. accounts.Select(account => new[] { account.Network, account.Account, account.Name, account.Owner, Describe(account) })],
            "There are no accounts.");
        return ExitCode.Success;
    }

    private static string Describe(AccountLine account) => account.Text is null ? account.State : $"{account.State}: {account.Text}";
}
