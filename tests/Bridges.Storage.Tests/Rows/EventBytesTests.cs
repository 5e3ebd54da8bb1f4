namespace Bridges.Storage.Tests.Rows;

public sealed class EventBytesTests
{
    [Theory]
    [InlineData("$Rqnc-F-dvnEYJTyHq_iKxU2bZ1CI92-kuZq3a5lr5Zg")]
    [InlineData("$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Usual_id_is_kept_by_its_32_bytes(string id)
    {
        Assert.Equal(32, EventBytes.Of(id).Length);
        Assert.Equal(id, EventBytes.Read(EventBytes.Of(id)));
    }

    [Theory]
    [InlineData("$143273582443PhrSn:example.org")]
    [InlineData("$one")]
    [InlineData("")]
    [InlineData("$ü😀")]
    // As long as a usual one, but with another sign for the first, a bit too many, other letters, or padding.
    [InlineData("!Rqnc-F-dvnEYJTyHq_iKxU2bZ1CI92-kuZq3a5lr5Zg")]
    [InlineData("$Rqnc-F-dvnEYJTyHq_iKxU2bZ1CI92-kuZq3a5lr5Zh")]
    [InlineData("$Rqnc+F/dvnEYJTyHq+iKxU2bZ1CI92+kuZq3a5lr5Zg")]
    [InlineData("$Rqnc-F-dvnEYJTyHq_iKxU2bZ1CI92-kuZq3a5lr5Z=")]
    // As long, behind its hash, as the bytes of a usual one.
    [InlineData("$23456789012345678901:server")]
    public void Other_id_is_kept_as_text(string id)
    {
        Assert.NotEqual(32, EventBytes.Of(id).Length);
        Assert.Equal(id, EventBytes.Read(EventBytes.Of(id)));
    }
}
