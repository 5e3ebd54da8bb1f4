using Bridges.Demo;
using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds.Users;
using Microsoft.Playwright;

namespace Bridges.Page.Tests;

/// <summary>Logins in a real browser, to each network, with a real homeserver.</summary>
public sealed class LoginTests(Chromium chromium, Networks networks) : IClassFixture<Chromium>, IClassFixture<Networks>, IAsyncLifetime
{
    private const float Patience = 120_000;

    private static int _phones;

    private MatrixTestUser _user = null!;
    private Visit _visit = null!;

    private DemoStage Stage => networks.Stage;

    private IPage Page => _visit.Page;

    public async ValueTask InitializeAsync()
    {
        _user = await networks.UserAsync();
        _visit = await Visit.EnterAsync(chromium, await networks.LinkAsync(_user));
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{await Page.ContentAsync()}\n{Stage.Logs}");
        }

        await _visit.DisposeAsync();
        await _user.DisposeAsync();
    }

    [Fact]
    public async Task Telegram_by_phone_with_a_wrong_code_and_a_wrong_password_and_nothing_of_it_stands_anywhere()
    {
        const string Password = "correct horse battery";
        var person = Person("Heidi");
        (person.Password, person.PasswordHint) = (Password, "an animal");

        await BeginAsync("Telegram", "phone");
        await EnterAsync($"+{person.Phone}");
        await SeeAsync("code");
        await EnterAsync("99999");
        await Assertions.Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("That is not the code", new() { Timeout = Patience });
        await _visit.AssertAccessibleAsync();
        await EnterAsync("12345");
        await SeeAsync("Your hint: an animal");
        await Assertions.Expect(Page.Locator("main input[type=password]")).ToBeVisibleAsync();
        await EnterAsync("wrong horse");
        await Assertions.Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("That is not the password", new() { Timeout = Patience });
        await EnterAsync(Password);
        await SeeAsync("You are logged in as Heidi");

        await OwnAccountAsync("Heidi", "connected");
        var log = Stage.Host.Output.Text;
        foreach (var secret in new[] { Password, "wrong horse", person.Phone })
        {
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
            Assert.DoesNotContain(_user.Seen, seen => seen.Body?.Contains(secret, StringComparison.Ordinal) == true);
        }

        _visit.AssertQuiet();
    }

    [Fact]
    public async Task Telegram_by_a_code_that_is_scanned_while_the_page_is_open()
    {
        var person = Person("Judy");
        await BeginAsync("Telegram", "QR");
        await Assertions.Expect(Page.GetByAltText("QR code")).ToBeVisibleAsync(new() { Timeout = Patience });
        await _visit.AssertAccessibleAsync();
        await _visit.PictureAsync("login-qr");

        Stage.Telegram.Logins.ScanQr(Stage.Telegram.Logins.ShownQrLinks[^1], person);

        await SeeAsync("You are logged in as Judy");
        _visit.AssertQuiet();
    }

    [Fact]
    public async Task Signal_by_the_picture_on_the_screen()
    {
        var person = await Stage.Signal.PersonAsync("Trudy");
        await BeginAsync("Signal", "QR");
        var code = Page.GetByAltText("QR code");
        await Assertions.Expect(code).ToBeVisibleAsync(new() { Timeout = Patience });

        var linked = person.ScanAsync(await code.ScreenshotAsync());

        await SeeAsync("You are logged in as");
        await linked.WaitAsync(DemoStage.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task WhatsApp_by_a_code_that_is_typed_on_the_phone()
    {
        var person = await Stage.WhatsApp.PersonAsync("Walter");
        await BeginAsync("WhatsApp", "Pairing");
        await EnterAsync($"+{person.Number}");
        var code = Page.Locator(".code code");
        await Assertions.Expect(code).ToBeVisibleAsync(new() { Timeout = Patience });
        await _visit.AssertAccessibleAsync();

        await Stage.WhatsApp.DoAsync("enterCode", new { number = person.Number, code = await code.TextContentAsync() });

        await SeeAsync("You are logged in as");
    }

    [Fact]
    public async Task A_login_that_is_cancelled_is_over()
    {
        await BeginAsync("Telegram", "phone");
        var address = Page.Url;

        await Page.GetByRole(AriaRole.Button, new() { Name = "Cancel the login" }).ClickAsync();

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "My accounts" })).ToBeVisibleAsync();
        await Page.GotoAsync(address);
        await Assertions.Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The login was cancelled.");
    }

    [Fact]
    public async Task Whoever_was_thrown_out_sees_it_logs_in_again_and_out_at_last()
    {
        var person = Person("Karl");
        await LogInByPhoneAsync(person);
        await OwnAccountAsync("Karl", "connected");

        // The view tells by itself.
        Stage.Telegram.Logins.Revoke(person);
        await Assertions.Expect(Page.Locator("main .state")).ToHaveTextAsync("logged out", new() { Timeout = Patience });
        await _visit.AssertAccessibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Log in again as Karl" }).Filter(new() { HasText = "phone" }).First.ClickAsync();
        await EnterAsync($"+{person.Phone}");
        await SeeAsync("code");
        await EnterAsync("12345");
        await SeeAsync("You are logged in as Karl");
        await OwnAccountAsync("Karl", "connected");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Log out of Telegram (Karl)" }).ClickAsync();
        await SeeAsync("You are not logged in to any network yet");
        await Stage.Telegram.WaitUntilAsync(() => Stage.Telegram.Logins.CountOf(person) == 0, DemoStage.Patience, TestContext.Current.CancellationToken);
    }

    private Person Person(string name) => Stage.Telegram.People.Add(name, $"+99966{Interlocked.Increment(ref _phones) + 500:00000}", "");

    private async Task LogInByPhoneAsync(Person person)
    {
        await BeginAsync("Telegram", "phone");
        await EnterAsync($"+{person.Phone}");
        await SeeAsync("code");
        await EnterAsync("12345");
        await SeeAsync($"You are logged in as {person.FirstName}");
    }

    private async Task BeginAsync(string network, string flow)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = $"{network}: " }).Filter(new() { HasText = flow }).First.ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = $"Log in to {network}" })).ToBeVisibleAsync(new() { Timeout = Patience });
    }

    /// <summary>Fills in the only field, and goes on.</summary>
    private async Task EnterAsync(string value)
    {
        await Page.Locator("main form input:not([type=hidden])").FillAsync(value);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
    }

    private Task SeeAsync(string words) => Assertions.Expect(Page.Locator("main")).ToContainTextAsync(words, new() { Timeout = Patience, IgnoreCase = true });

    /// <summary>The account stands in the user's own view, in that state once it has come to it.</summary>
    private async Task OwnAccountAsync(string name, string state)
    {
        await _visit.OpenAsync("My accounts");
        await Assertions.Expect(Page.Locator("main article").Filter(new() { HasText = name }).Locator(".state")).ToHaveTextAsync(state, new() { Timeout = Patience });
    }
}
