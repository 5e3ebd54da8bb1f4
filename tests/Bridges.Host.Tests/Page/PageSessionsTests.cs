using Bridges.Host.Configuration;
using Bridges.Host.Page;
using Bridges.Host.Tests.Configuration;
using Bridges.Matrix;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Bridges.Host.Tests.Page;

/// <summary>How long a link and a session are good for.</summary>
public sealed class PageSessionsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly BridgesConfiguration _configuration = ConfigurationText.Read(ConfigurationText.Valid);

    [Fact]
    public void A_link_is_good_for_five_minutes_and_once()
    {
        var links = new PageLinks(_configuration, _time);
        var (late, early) = (TokenOf(links), TokenOf(links));

        _time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.True(links.TryTake(early, out var user));
        Assert.Equal("@alice:example.org", user?.Value);
        Assert.False(links.TryTake(early, out _));
        _time.Advance(TimeSpan.FromMinutes(0.2));
        Assert.False(links.TryTake(late, out _));
        Assert.False(links.TryTake("", out _));
    }

    [Fact]
    public void An_hour_of_rest_ends_a_session_whatever_its_open_views_ask_meanwhile()
    {
        var (sessions, browser) = Begin();
        for (var minute = 0; minute < 59; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.NotNull(sessions.Find(browser, isUsed: false));
        }

        Assert.NotNull(sessions.Find(browser, isUsed: true));
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(sessions.Find(browser, isUsed: false));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(sessions.Find(browser, isUsed: true));
    }

    [Fact]
    public void A_day_ends_a_session_in_any_case()
    {
        var (sessions, browser) = Begin();
        for (var hour = 0; hour < 48; hour++)
        {
            _time.Advance(TimeSpan.FromMinutes(30));
            Assert.NotNull(sessions.Find(browser, isUsed: true));
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(sessions.Find(browser, isUsed: true));
    }

    private static string TokenOf(PageLinks links) => Browser.TokenOf(links.LinkFor(new UserId("@alice:example.org")).ToString());

    private (PageSessions Sessions, HttpContext Browser) Begin()
    {
        var sessions = new PageSessions(_configuration, _time);
        var first = new DefaultHttpContext();
        sessions.Begin(first, new UserId("@alice:example.org"));
        var cookie = first.Response.Headers.SetCookie.ToString().Split(';')[0];
        var browser = new DefaultHttpContext();
        browser.Request.Headers.Cookie = cookie;
        return (sessions, browser);
    }
}
