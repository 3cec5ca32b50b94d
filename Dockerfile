# The operator's image. `make build` comes first: what is shipped are the jars in operator/target/app that the tests have run on.
ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG RUNTIME_IMAGE=gcr.io/distroless/base-nossl-debian12:nonroot

FROM ${JDK_IMAGE} AS build

# The modules that the operator uses, not the optional ones of its libraries (SQL, scripting, ...). Of java.desktop log4j
# needs java.beans: the module cannot be cut, but its native libraries stay out.
RUN jlink --output /opt/jre --compress zip-6 --no-header-files --no-man-pages --exclude-files "/java.desktop/lib/**" \
      --add-modules java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.httpserver,jdk.management,jdk.unsupported

COPY operator/target/app /opt/operator
COPY operator/image/jvm.options /opt/operator/
COPY operator/image/training /opt/training

# A cache of loaded and linked classes, from a run that does what the operator does all day. It fits this JVM and these jars only.
RUN java -cp "/opt/operator/lib/*" /opt/training/Training.java \
      /opt/jre/bin/java @/opt/operator/jvm.options -XX:AOTCacheOutput=/opt/operator/operator.aot -Xlog:aot=error -jar /opt/operator/operator.jar \
 && test -s /opt/operator/operator.aot


FROM ${RUNTIME_IMAGE}
LABEL org.opencontainers.image.title="myworkloads-operator" \
      org.opencontainers.image.description="Kubernetes' workload controllers as custom resources"
COPY --from=build /opt/jre /opt/jre
COPY --from=build /opt/operator /opt/operator
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/opt/jre/bin/java", "@/opt/operator/jvm.options", "-XX:AOTCache=/opt/operator/operator.aot", "-jar", "/opt/operator/operator.jar"]
