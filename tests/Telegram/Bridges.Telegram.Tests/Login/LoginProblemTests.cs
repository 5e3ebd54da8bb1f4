using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Login;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Login;

public sealed class LoginProblemTests
{
    [Fact]
    public async Task An_expired_code_is_asked_for_anew()
    {
        await using var bed = new FakeNetwork();
        await using var login = await StartAsync(bed, LoginFlows.Phone);
        await EnterPhoneAsync(bed, login);
        bed.Td.Refuse("checkAuthenticationCode", 400, "PHONE_CODE_EXPIRED");

        var step = Assert.IsType<LoginStep.Input>(await SubmitAsync(login, LoginQuestions.Code, "12345"));

        Assert.Contains("sent a new one", step.Problem, StringComparison.Ordinal);
        Assert.Equal(2, bed.Td.Requests.All.Count(request => FakeNetwork.Is(request, "setAuthenticationPhoneNumber")));
    }

    [Fact]
    public async Task A_flood_wait_is_told_in_words()
    {
        await using var bed = new FakeNetwork();
        await using var login = await StartAsync(bed, LoginFlows.Phone);
        bed.Td.Refuse("setAuthenticationPhoneNumber", 429, "Too Many Requests: retry after 7200");

        var step = Assert.IsType<LoginStep.Input>(await SubmitAsync(login, LoginQuestions.Phone, "+49151"));

        Assert.Contains("2 hours", step.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_without_an_account_ends_the_login()
    {
        await using var bed = new FakeNetwork();
        await using var login = await StartAsync(bed, LoginFlows.Phone);
        bed.Td.Answer("setAuthenticationPhoneNumber", () => bed.Td.SayAuthorizationAsync("authorizationStateWaitRegistration"));

        var failure = await Assert.ThrowsAsync<BridgeException>(() => SubmitAsync(login, LoginQuestions.Phone, "+49151"));

        Assert.Contains("Sign up", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_QR_code_is_shown_anew_when_Telegram_changes_it()
    {
        await using var bed = new FakeNetwork();
        bed.Td.Answer("requestQrCodeAuthentication", () => SayLinkAsync(bed, "tg://login?token=1"));
        await using var login = bed.Network.CreateLogin(LoginFlows.Qr);
        var first = await StartAsync(bed, login);
        var waiting = login.WaitAsync(FakeNetwork.Cancellation);
        await SayLinkAsync(bed, "tg://login?token=2");

        Assert.Equal("tg://login?token=1", Assert.IsType<LoginStep.Display>(first).QrText);
        Assert.Equal("tg://login?token=2", Assert.IsType<LoginStep.Display>(await waiting).QrText);
    }

    [Fact]
    public async Task A_code_that_changed_while_nobody_waited_is_shown()
    {
        await using var bed = new FakeNetwork();
        bed.Td.Answer("requestQrCodeAuthentication", () => SayLinkAsync(bed, "tg://login?token=1"));
        await using var login = bed.Network.CreateLogin(LoginFlows.Qr);
        await StartAsync(bed, login);

        await SayLinkAsync(bed, "tg://login?token=2");
        var step = await login.WaitAsync(FakeNetwork.Cancellation);

        Assert.Equal("tg://login?token=2", Assert.IsType<LoginStep.Display>(step).QrText);
    }

    [Fact]
    public async Task An_entry_into_a_login_whose_engine_died_ends_it()
    {
        await using var bed = new FakeNetwork();
        await using var login = await StartAsync(bed, LoginFlows.Phone);
        bed.Td.Become(EngineCondition.Backoff, "it crashed");

        var failure = await Assert.ThrowsAsync<BridgeException>(() => SubmitAsync(login, LoginQuestions.Phone, "+49151"));

        Assert.Equal(FailureKind.Permanent, failure.Kind);
    }

    [Fact]
    public async Task Why_TDLib_does_not_start_is_told_at_once()
    {
        await using var bed = new FakeNetwork();
        bed.Td.Silence("setNetworkType").Refuse("setTdlibParameters", 400, "Can't lock file");
        await bed.Network.StartAsync(FakeNetwork.Cancellation);
        await using var login = bed.Network.CreateLogin(LoginFlows.Phone);

        var failure = await Assert.ThrowsAsync<BridgeException>(() => login.StartAsync(FakeNetwork.Cancellation));

        Assert.Contains("Can't lock file", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_dies_ends_the_login()
    {
        await using var bed = new FakeNetwork();
        await using var login = bed.Network.CreateLogin(LoginFlows.Qr);
        bed.Td.Answer("requestQrCodeAuthentication", () => SayLinkAsync(bed, "tg://login?token=1"));
        await StartAsync(bed, login);

        var waiting = login.WaitAsync(FakeNetwork.Cancellation);
        bed.Td.Become(EngineCondition.Backoff, "it crashed");

        Assert.Equal(FailureKind.Permanent, (await Assert.ThrowsAsync<BridgeException>(() => waiting)).Kind);
    }

    [Fact]
    public async Task An_empty_answer_is_asked_for_again()
    {
        await using var bed = new FakeNetwork();
        await using var login = await StartAsync(bed, LoginFlows.Bot);

        var step = Assert.IsType<LoginStep.Input>(await SubmitAsync(login, LoginQuestions.Token, "  "));

        Assert.NotNull(step.Problem);
    }

    private static async Task<ILogin> StartAsync(FakeNetwork bed, LoginFlow flow)
    {
        var login = bed.Network.CreateLogin(flow);
        await StartAsync(bed, login);
        return login;
    }

    private static async Task<LoginStep> StartAsync(FakeNetwork bed, ILogin login)
    {
        await bed.Network.StartAsync(FakeNetwork.Cancellation);
        bed.Td.Answer("setTdlibParameters", () => bed.Td.SayAuthorizationAsync("authorizationStateWaitPhoneNumber"));
        bed.Td.Answer("destroy", () => bed.Td.SayAuthorizationAsync("authorizationStateClosed"));
        return await login.StartAsync(FakeNetwork.Cancellation);
    }

    private static async Task EnterPhoneAsync(FakeNetwork bed, ILogin login)
    {
        bed.Td.Answer("setAuthenticationPhoneNumber", () => bed.Td.SayAuthorizationAsync("authorizationStateWaitCode"));
        await SubmitAsync(login, LoginQuestions.Phone, "+49151");
    }

    private static Task SayLinkAsync(FakeNetwork bed, string link) =>
        bed.Td.SayAuthorizationAsync($$"""{"@type":"authorizationStateWaitOtherDeviceConfirmation","link":"{{link}}"}""");

    private static Task<LoginStep> SubmitAsync(ILogin login, string field, string value) =>
        login.SubmitAsync(new Dictionary<string, string> { [field] = value }, FakeNetwork.Cancellation);
}
