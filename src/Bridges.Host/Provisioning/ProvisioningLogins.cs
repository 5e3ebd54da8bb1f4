using System.Globalization;
using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Matrix;

namespace Bridges.Host.Provisioning;

/// <summary>Logins step by step, and their end.</summary>
internal sealed class ProvisioningLogins(IUserAccounts accounts)
{
    private const string AllLogins = "all";
    private const int MostValues = 32;
    private const int LongestValue = 4096;

    public async Task<LoginStepBody> StartAsync(ProvisioningCall call)
    {
        var flow = call.Route("flow");
        if (accounts.FlowsOf(call.Network.Id).All(known => known.Id != flow))
        {
            throw new ProvisioningException(StatusCodes.Status404NotFound, MatrixErrorCodes.NotFound, "Invalid login flow ID");
        }

        if (call.Account is { } account && (await accounts.AccountsOfAsync(call.User, call.Cancelled)).All(own => own.Network != call.Network.Id || own.Account != account))
        {
            throw NotFound();
        }

        return LoginStepWire.Of(await accounts.BeginLoginAsync(call.User, call.Network.Id, flow, call.Account, AmountOf(call), call.Cancelled));
    }

    /// <summary>Of our own making: how much of its past the account brings along.</summary>
    private static HistoryAmount? AmountOf(ProvisioningCall call) =>
        (Number(call, "chats"), Number(call, "messages")) is var (chats, messages) && (chats ?? messages) is not null ? new HistoryAmount(chats, messages) : null;

    private static int? Number(ProvisioningCall call, string name) => call.Query(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new ProvisioningException(StatusCodes.Status400BadRequest, MatrixErrorCodes.InvalidParam, $"'{name}' is no number."),
    };

    public async Task<LoginStepBody> StepAsync(ProvisioningCall call)
    {
        var session = Find(call);
        var (step, type) = (call.Route("step"), call.Route("type"));
        if (session is { Ended.IsCancellationRequested: true, Problem: null } and not { Step: LoginStep.Complete })
        {
            throw new ProvisioningException(StatusCodes.Status410Gone, ProvisioningErrorCodes.LoginCancelled, "Login process was cancelled");
        }

        if (session is { IsTimedOut: true } and not { Step: LoginStep.Complete })
        {
            throw new ProvisioningException(StatusCodes.Status410Gone, ProvisioningErrorCodes.LoginTimedOut, "Login process timed out");
        }

        if (step == session.StepId && LoginStepWire.Of(session).Type is var expected && expected != type)
        {
            throw new ProvisioningException(StatusCodes.Status400BadRequest, ProvisioningErrorCodes.BadState, "Step type does not match");
        }

        switch (type)
        {
            case LoginStepWire.UserInput:
                await session.SubmitAsync(step, await ReadValuesAsync(call), call.Cancelled);
                break;
            case LoginStepWire.DisplayAndWait:
                await session.WaitAsync(step, call.Cancelled);
                break;
            case LoginStepWire.Complete:
                throw new ProvisioningException(StatusCodes.Status410Gone, ProvisioningErrorCodes.LoginAlreadyFinished, "Login process was already finished");
            default:
                throw new ProvisioningException(StatusCodes.Status404NotFound, MatrixErrorCodes.Unrecognized, "Invalid step type");
        }

        return LoginStepWire.Of(session);
    }

    public async Task CancelAsync(ProvisioningCall call) => await Find(call).DisposeAsync();

    public async Task LogoutAsync(ProvisioningCall call)
    {
        var login = call.Route("login");
        var own = (await accounts.AccountsOfAsync(call.User, call.Cancelled)).Where(account => account.Network == call.Network.Id && (login == AllLogins || account.Account.Value == login)).ToArray();
        if (own.Length == 0 && login != AllLogins)
        {
            throw NotFound();
        }

        foreach (var account in own)
        {
            await accounts.LogoutAsync(call.User, account.Network, account.Account, call.Cancelled);
        }
    }

    private LoginSession Find(ProvisioningCall call) =>
        accounts.FindLogin(call.User, call.Route("login")) is { } session && session.Network.Id == call.Network.Id ? session : throw NotFound();

    private static ProvisioningException NotFound() => new(StatusCodes.Status404NotFound, MatrixErrorCodes.NotFound, "Login not found");

    private static async Task<IReadOnlyDictionary<string, string>> ReadValuesAsync(ProvisioningCall call)
    {
        var body = await ProvisioningBodies.ReadAsync(call, ProvisioningJson.Default.JsonElement);
        if (body.ValueKind != JsonValueKind.Object || body.EnumerateObject().Any(entry => entry.Value.ValueKind != JsonValueKind.String))
        {
            throw new ProvisioningException(StatusCodes.Status400BadRequest, MatrixErrorCodes.NotJson, "Failed to decode request body");
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in body.EnumerateObject().Take(MostValues))
        {
            values[entry.Name] = entry.Value.GetString() is { Length: <= LongestValue } text ? text : "";
        }

        return values;
    }
}
