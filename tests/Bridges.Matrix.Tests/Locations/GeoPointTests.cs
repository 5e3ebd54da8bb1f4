using System.Text.Json;

namespace Bridges.Matrix.Tests;

public sealed class GeoPointTests
{
    [Theory]
    [InlineData("geo:40.71,-74.00,12;u=35", 40.71, -74, 35.0)]
    [InlineData("geo:40.71,-74.00?q=x", 40.71, -74, null)]
    [InlineData("geo:40.71,-74.00;35", 40.71, -74, 35.0)]
    [InlineData(" geo: 40.71 , -74.00 ; u=35 ", 40.71, -74, 35.0)]
    [InlineData("GEO:-90,180;crs=wgs84;U=1.5", -90, 180, 1.5)]
    [InlineData("geo:1,2;u=-4", 1, 2, null)]
    public void Places_are_read_as_clients_write_them(string uri, double latitude, double longitude, double? accuracy)
    {
        Assert.True(GeoPoint.TryParse(uri, out var point));
        Assert.Equal(new GeoPoint(latitude, longitude, accuracy), point);
    }

    [Theory]
    [InlineData("geo:91,0")]
    [InlineData("geo:0,181")]
    [InlineData("geo:abc")]
    [InlineData("geo:1")]
    [InlineData("geo:1,2,3,4")]
    [InlineData("geo:NaN,1")]
    [InlineData("geo:1e5,1")]
    [InlineData("http://x")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_place_is_none(string? uri) => Assert.False(GeoPoint.TryParse(uri, out _));

    [Fact]
    public void Places_are_written_in_any_culture_alike()
    {
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "minus" } };
        try
        {
            Assert.Equal("geo:40.71,-74.5;u=35", new GeoPoint(40.71, -74.5, 35).ToUri());
            Assert.True(GeoPoint.TryParse("geo:1.5,-2.5", out var point) && point == new GeoPoint(1.5, -2.5));
            Assert.Equal("geo:0.000001,0", new GeoPoint(0.000001, 0).ToUri());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Shared_location_survives_reading_and_writing()
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);
        var info = new BeaconInfo { IsLive = true, Timeout = TimeSpan.FromMinutes(15), Since = now, Description = "on my way" };
        var beacon = new Beacon(new EventId("$info"), new GeoPoint(1, 2, 3), now);

        Assert.Equal(info, BeaconInfo.TryParse(JsonElement.Parse(info.ToJson().ToJsonString()), now));
        Assert.Equal(beacon, Beacon.TryParse(JsonElement.Parse(beacon.ToJson().ToJsonString()), now));
        Assert.Null(BeaconInfo.TryParse(JsonElement.Parse("{}"), now));
        Assert.Null(Beacon.TryParse(JsonElement.Parse("""{"m.relates_to":{"event_id":"$x"},"m.location":{"uri":"geo:x"}}"""), now));
    }
}
