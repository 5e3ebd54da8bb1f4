using Bridges.Core;

namespace Bridges.Host.Provisioning;

/// <summary>What a client shows before anybody does anything.</summary>
internal sealed class ProvisioningInformation(IUserAccounts accounts, NetworkIcons icons, CoreOptions options, TimeProvider timeProvider)
{
    public async Task<WhoAmIBody> WhoAmIAsync(ProvisioningCall call)
    {
        var flows = Flows(call);
        var network = call.Network;
        return new WhoAmIBody(
            new NetworkBody(network.DisplayName, network.Website, await icons.OfAsync(network, options.ServerName, call.Cancelled), network.Id.Value, $"bridges-{network.Id}"),
            flows,
            options.ServerName,
            options.Bot.Value,
            options.CommandPrefix,
            (await accounts.ManagementRoomAsync(call.User, call.Cancelled))?.Value,
            [
                .. (await AccountsAsync(call)).Select(account => LoginBody.Of(account, [.. flows.Select(flow => flow.Id)], timeProvider.GetUtcNow())),
            ]);
    }

    public Task<LoginFlowsBody> FlowsAsync(ProvisioningCall call) => Task.FromResult(new LoginFlowsBody(Flows(call)));

    public async Task<LoginIdsBody> LoginsAsync(ProvisioningCall call) => new([.. (await AccountsAsync(call)).Select(account => account.Account.Value)]);

    private List<LoginFlowBody> Flows(ProvisioningCall call) =>
        [.. accounts.FlowsOf(call.Network.Id).Select(flow => new LoginFlowBody(flow.Name, flow.Description, flow.Id))];

    private async Task<IEnumerable<AccountOverview>> AccountsAsync(ProvisioningCall call) =>
        (await accounts.AccountsOfAsync(call.User, call.Cancelled)).Where(account => account.Network == call.Network.Id);
}
